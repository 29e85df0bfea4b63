using System.IO.Compression;
using System.Text;
using CnnGen.Testing;
using CnnGen.Tool.Weights;
using Xunit;

namespace CnnGen.Tool.Tests.Weights;

public class WeightConversionTests
{
    [Fact]
    public void ACheckpointOfPyTorch_GivesItsTensors()
    {
        List<string> skipped = [];
        IReadOnlyList<SafetensorsTensor> tensors = TorchFile.Read(new MemoryStream(TestFiles.Read("tiny.pth")), "tiny.pth", skipped);
        tensors = WeightConversion.Rename(tensors, "module.", [("0", "conv1"), ("1", "bn1")]);
        Assert.Equal(
            [
                "conv1.weight",
                "conv1.bias",
                "bn1.weight",
                "bn1.bias",
                "bn1.running_mean",
                "bn1.running_var",
                "2.weight",
                "2.bias",
                "half",
                "bfloat",
                "double",
                "transposed"
            ],
            tensors.Select(tensor => tensor.Name));
        Assert.Equal("module.1.num_batches_tracked", Assert.Single(skipped));
        Assert.Equal([4, 3, 3, 3], tensors[0].Shape);
        Assert.Equal([1.5f, -2.25f], tensors[8].ToFloats());
        Assert.Equal([1.5f, -2.25f], tensors[9].ToFloats());
        Assert.Equal([1f, 2f, 3f, 4f, 5f, 6f], tensors[10].ToFloats());
        Assert.Equal([3, 2], tensors[11].Shape);
        Assert.Equal([1f, 4f, 2f, 5f, 3f, 6f], tensors[11].ToFloats());
    }

    [Fact]
    public void AnArchiveOfNumPy_GivesItsArrays()
    {
        List<string> skipped = [];
        IReadOnlyList<SafetensorsTensor> tensors = NumpyFile.Read(new MemoryStream(TestFiles.Read("tiny.npz")), "tiny.npz", skipped);
        Assert.Equal(["a.weight", "b"], tensors.Select(tensor => tensor.Name));
        Assert.Equal("count", Assert.Single(skipped));
        Assert.All(tensors, tensor => Assert.Equal([0f, 1f, 2f, 3f, 4f, 5f], tensor.ToFloats()));
    }

    [Fact]
    public void PythonObjects_AreRefused()
    {
        WeightFileException refused =
            Assert.Throws<WeightFileException>(() => NumpyFile.Read(new MemoryStream(TestFiles.Read("objects.npz")), "objects.npz", []));
        Assert.Contains("Python objects", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cos\nsystem\n(X\u0004\u0000\u0000\u0000echotR.", "os.system")]
    [InlineData("cposix\nsystem\n(X\u0004\u0000\u0000\u0000echotR.", "posix.system")]
    [InlineData("cbuiltins\neval\n(X\u0001\u0000\u0000\u00001tR.", "builtins.eval")]
    [InlineData("c__builtin__\ngetattr\n.", "__builtin__.getattr")]
    [InlineData("ctorch.serialization\nload\n.", "torch.serialization.load")]
    public void APickleThatCallsSomethingElse_IsRefusedByName(string pickle, string name)
    {
        WeightFileException refused = Assert.Throws<WeightFileException>(() => TorchFile.Read(Archive("\u0080\u0002" + pickle), "evil.pth", []));
        Assert.Contains(name, refused.Message, StringComparison.Ordinal);
        Assert.Contains("refused", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ATensorBeyondItsStorage_IsRefused()
    {
        // _rebuild_tensor_v2(('storage', FloatStorage, '0', 'cpu', 1), 0, (1000,), (1,), False, OrderedDict())
        const string Pickle =
            "\u0080\u0002}X\u0001\u0000\u0000\u0000actorch._utils\n_rebuild_tensor_v2\n((X\u0007\u0000\u0000\u0000storagectorch\nFloatStorage\n"
                + "X\u0001\u0000\u0000\u00000X\u0003\u0000\u0000\u0000cpuK\u0001tQK\u0000M\u00e8\u0003\u0085K\u0001\u0085\u0089ccollections\nOrderedDic"
                    + "t\n)RtRs.";
        WeightFileException refused =
            Assert.Throws<WeightFileException>(() => TorchFile.Read(Archive(Pickle, ("archive/data/0", new byte[4])), "evil.pth", []));
        Assert.Contains("does not lie within", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TwoTensorsOfOneName_AreRefused()
    {
        SafetensorsTensor[] tensors = [new("module.a", [1], [1f]), new("a", [1], [2f])];
        Assert.Contains(
            "both be called a",
            Assert.Throws<WeightFileException>(() => WeightConversion.Rename(tensors, "module.", [])).Message,
            StringComparison.Ordinal);
    }

    private static MemoryStream Archive(string pickle, params (string Name, byte[] Bytes)[] files)
    {
        MemoryStream stream = new();
        using (ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] bytes) in files.Prepend(("archive/data.pkl", Encoding.Latin1.GetBytes(pickle))))
            {
                using Stream entry = archive.CreateEntry(name, CompressionLevel.NoCompression).Open();
                entry.Write(bytes);
            }
        }

        stream.Position = 0;
        return stream;
    }
}
