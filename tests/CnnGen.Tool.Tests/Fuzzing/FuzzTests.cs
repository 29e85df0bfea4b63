using System.Globalization;
using System.IO.Compression;
using CnnGen.Tool.Export;
using CnnGen.Tool.FrontHalf;
using CnnGen.Tool.Import;
using CnnGen.Tool.Onnx;
using CnnGen.Tool.Weights;
using Google.Protobuf;
using Xunit;

namespace CnnGen.Tool.Tests.Fuzzing;

/// <summary>Damaged files end in one clear error, whatever the damage. CNNGEN_FUZZ names how many files are tried instead of the usual few.</summary>
public class FuzzTests
{
    private const int UsualFiles = 3000;

    private static int Files =>
        int.TryParse(Environment.GetEnvironmentVariable("CNNGEN_FUZZ"), CultureInfo.InvariantCulture, out int files) ? files : UsualFiles;

    [Fact]
    public void ADamagedModel_IsOneError()
    {
        byte[] model = Model();
        Assert.Null(Import(model));
        int errors = 0;
        for (int seed = 0; seed < Files; seed++)
        {
            errors += Import(Damaged(model, seed)) is null ? 0 : 1;
        }

        Assert.True(errors > Files / 10, $"only {errors} of {Files} were errors");
    }

    [Fact]
    public void ADamagedCheckpoint_IsOneError()
    {
        byte[] checkpoint = TestFiles.Read("tiny.pth");
        byte[] pickle = Pickle(checkpoint);
        Assert.Null(Error(pickle.Length, () => PickleReader.Read(pickle, new MemoryAllowance(pickle.Length))));
        int errors = 0;
        for (int seed = 0; seed < Files; seed++)
        {
            // Half of them within the pickle, which is a small part of the file.
            byte[] damaged = seed % 2 == 0 ? Damaged(checkpoint, seed) : WithPickle(checkpoint, Damaged(pickle, seed));
            errors += Error(damaged.Length, () => TorchFile.Read(new MemoryStream(damaged), "fuzzed", [])) is null ? 0 : 1;
        }

        Assert.True(errors > Files / 10, $"only {errors} of {Files} were errors");
    }

    private static string? Import(byte[] bytes) => Error(bytes.Length, () =>
    {
        ImportOptions options = new() { Name = "Fuzzed" };
        ImportResult result = Importer.Import(OnnxModel.Read(bytes), options);
        if (result.Network is null)
        {
            throw new NotExpressibleException(result.Problems[0].Reason);
        }
    });

    /// <summary>
    /// The message of an error that users are meant to see; any other exception fails the test, and so does more memory than ten times the file and 64 MiB. All
    /// that was allocated is counted, whether or not it was given back meanwhile, so that no collection can change the outcome.
    /// </summary>
    private static string? Error(int length, Action run)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            run();
            return null;
        }
        catch (Exception error) when (error is OnnxFileException or NotExpressibleException or WeightFileException)
        {
            Assert.DoesNotContain('\n', error.Message);
            return error.Message;
        }
        finally
        {
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated <= MemoryAllowance.Of(length), $"{allocated} bytes for a file of {length}");
        }
    }

    private static byte[] Damaged(byte[] file, int seed)
    {
        Random random = new(seed);
        byte[] bytes = [.. file];
        switch (random.Next(4))
        {
            case 0:
                return bytes[..random.Next(bytes.Length)];
            case 1:
                int from = random.Next(bytes.Length);
                int length = random.Next(1, Math.Min(64, bytes.Length - from + 1));
                return [.. bytes[..from], .. bytes[(from + length)..]];
            case 2:
                int to = random.Next(bytes.Length);
                byte[] inserted = new byte[random.Next(1, 16)];
                random.NextBytes(inserted);
                return [.. bytes[..to], .. inserted, .. bytes[to..]];
            default:
                for (int i = random.Next(1, 8); i > 0; i--)
                {
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                }

                return bytes;
        }
    }

    private static byte[] Model()
    {
        const string Source =
            "using CnnGen;\n[Network]\n[Input(12, 12, 3)]\n[Conv(4, 3, Padding = 1, Bias = false), BatchNorm, Relu(As = \"a\")]\n[Conv(4, 1), Silu, "
            + "Add(\"a\"), MaxPool(2)]\n[Dense(5), Softmax]\npublic partial class Small;\n";
        DeclaredNetwork declared = DeclaredNetwork.Of(SourceCompiler.Compilation(("Small.cs", Source))).Single();
        SafetensorsFile weights =
            new([.. declared.Graph!.Nodes
                .SelectMany(node => node.Parameters)
                .Select(parameter => new SafetensorsTensor(parameter.Name, [.. parameter.Shape], new float[parameter.Length]))]);
        return NetworkExporter.Export(declared, weights, 17).ToByteArray();
    }

    private static byte[] Pickle(byte[] archive)
    {
        using ZipArchive zip = new(new MemoryStream(archive));
        using Stream stream = zip.Entries.Single(entry => entry.FullName.EndsWith("/data.pkl", StringComparison.Ordinal)).Open();
        using MemoryStream copy = new();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private static byte[] WithPickle(byte[] archive, byte[] pickle)
    {
        using MemoryStream copy = new();
        using (ZipArchive from = new(new MemoryStream(archive)))
        using (ZipArchive to = new(copy, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (ZipArchiveEntry entry in from.Entries)
            {
                using Stream target = to.CreateEntry(entry.FullName, CompressionLevel.NoCompression).Open();
                using Stream source = entry.Open();
                if (entry.FullName.EndsWith("/data.pkl", StringComparison.Ordinal))
                {
                    target.Write(pickle);
                }
                else
                {
                    source.CopyTo(target);
                }
            }
        }

        return copy.ToArray();
    }
}
