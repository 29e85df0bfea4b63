using System.Globalization;
using CnnGen.Testing;
using Xunit;

namespace CnnGen.Samples.Tests;

/// <summary>samples/DigitReader on pictures of all kinds.</summary>
public sealed class DigitReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new("digits");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void DrawnSeven_IsRead() => Assert.Equal("7", Read(Path.Combine(Repository.Root, "samples", "DigitReader", "seven.png")));

    [Fact]
    public void FirstTestDigitOfEachClass_IsRead()
    {
        SamplePrograms.RunMnist(_folder.Path, "export-digits", ".").Succeeded();

        Assert.Equal("0123456789", string.Concat(Enumerable.Range(0, 10).Select(digit => Read(Path.Combine(_folder.Path, $"{digit}.png")))));
    }

    [Fact]
    public void DigitOfAnotherSizeInOtherColours_IsRead()
    {
        SamplePrograms.RunMnist(_folder.Path, "export-digits", ".").Succeeded();
        Image small = Image.Load(Path.Combine(_folder.Path, "5.png"));
        Image ink = small.Resize(small.Height * 7, small.Width * 5);

        // Blue on cream, far from the middle of a wider picture.
        Image drawn = new(ink.Height + 60, ink.Width + 200, 3);
        for (int i = 0; i < drawn.Height * drawn.Width; i++)
        {
            int y = (i / drawn.Width) - 10;
            int x = (i % drawn.Width) - 150;
            bool isInside = y >= 0 && y < ink.Height && x >= 0 && x < ink.Width;
            int strength = isInside ? ink.Pixels[(y * ink.Width) + x] : 0;
            byte[] pixel = [(byte)(250 - (strength * 4 / 5)), (byte)(245 - (strength * 3 / 4)), (byte)(230 - (strength / 3))];
            pixel.CopyTo(drawn.Pixels, i * 3);
        }

        string path = Path.Combine(_folder.Path, "drawn.png");
        drawn.Save(path);

        Assert.Equal("5", Read(path));
    }

    [Fact]
    public void Probabilities_AddUpToAHundredPercent()
    {
        ProgramRun run = SamplePrograms.RunDigitReader(Path.Combine(Repository.Root, "samples", "DigitReader", "seven.png")).Succeeded();

        double sum = run.Lines.Skip(1).Sum(line => double.Parse(line[1..line.IndexOf('%', StringComparison.Ordinal)], CultureInfo.InvariantCulture));
        Assert.InRange(sum, 99.5, 100.5);
        Assert.Equal(11, run.Lines.Length);
    }

    [Fact]
    public void EmptyPicture_IsRefused()
    {
        string path = Path.Combine(_folder.Path, "empty.png");
        Image empty = new(40, 30, 1);
        empty.Pixels.AsSpan().Fill(200);
        empty.Save(path);

        AssertRefused("nothing is drawn on it", path);
    }

    [Fact]
    public void DamagedFile_IsRefused()
    {
        string path = _folder.Write("damaged.png", "This is no picture.");

        AssertRefused("not a PNG file", path);
    }

    [Fact]
    public void MissingFile_IsRefused() => AssertRefused("nowhere.png", Path.Combine(_folder.Path, "nowhere.png"));

    [Fact]
    public void Folder_IsRefused() => AssertRefused(_folder.Path, _folder.Path);

    [Fact]
    public void NoArgument_IsRefused() => AssertRefused("usage: DigitReader PICTURE.png");

    private static string Read(string path) => SamplePrograms.RunDigitReader(path).Succeeded().Lines[0];

    private static void AssertRefused(string message, params string[] arguments)
    {
        ProgramRun run = SamplePrograms.RunDigitReader(arguments);
        Assert.True(run.ExitCode == 2, $"{run.CommandLine} ended with {run.ExitCode}:\n{run.Output}");
        Assert.Contains(message, Assert.Single(run.Lines), StringComparison.Ordinal);
    }
}
