using CnnGen.Tests.Fuzzing;
using Xunit;

namespace CnnGen.Imaging.Tests;

/// <summary>
/// Damaged files of each kind: read, or refused with the documented exception, in memory that the file's size allows. <c>CNNGEN_FUZZ_CASES=100000</c> runs as
/// many as a release wants.
/// </summary>
public sealed class FuzzTests
{
    private const int DefaultCases = 1500;

    private static readonly int s_cases =
        int.TryParse(Environment.GetEnvironmentVariable("CNNGEN_FUZZ_CASES"), out int cases) ? cases : DefaultCases;

    [Theory]
    [InlineData("jpg")]
    [InlineData("bmp")]
    [InlineData("gif")]
    [InlineData("tga")]
    [InlineData("png")]
    public void DamagedFiles_AreReadOrRefused(string extension)
    {
        byte[][] valid = [.. Directory.GetFiles(Path.GetDirectoryName(PillowPicture.PathOf("."))!, "*." + extension)
            .Where(path => extension != "png" || path.Contains("24x24", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(File.ReadAllBytes)];
        int refused = 0;
        for (int seed = 0; seed < s_cases; seed++)
        {
            byte[] original = valid[seed % valid.Length];
            byte[] file = Mutation.Of(original, seed);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                Image image = ImageFile.Load(file, "damaged.file");
                Assert.Equal(image.Height * image.Width * image.Channels, image.Pixels.Length);
            }
            catch (ImageFileException refusal)
            {
                refused++;
                Assert.Contains("damaged.file", refusal.Message, StringComparison.Ordinal);
            }
            catch (Exception escaped) when (escaped is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"Case {seed}: {escaped}");
            }

            // At most some hundred pixels a byte, each some bytes in several copies.
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated < (8 << 20) + (30_000L * file.Length), $"Case {seed} allocated {allocated} bytes for a file of {file.Length}.");
        }

        Assert.InRange(refused, s_cases / 20, s_cases);
    }
}
