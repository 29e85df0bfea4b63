using System.Text;
using CnnGen.Tests.Fuzzing;
using Xunit;

namespace CnnGen.Tests.Parameters;

/// <summary>A network whose weights stay in its file.</summary>
public sealed class NetworkFileTests : IDisposable
{
    private static readonly float[] s_input = [.. Enumerable.Range(0, SoftmaxRegression.InputLength).Select(i => (i % 5) - 2f)];

    private readonly TemporaryFolder _folder = new();
    private readonly SoftmaxRegression _saved = SoftmaxRegression.Create(1);
    private readonly string _path;

    public NetworkFileTests()
    {
        _path = _folder["w.safetensors"];
        _saved.Save(_path);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ALoadedNetwork_ComputesAndTrainsAsTheSavedOne()
    {
        SoftmaxRegression loaded = SoftmaxRegression.Load(_path);

        Assert.Equal(Outputs(_saved), Outputs(loaded));
        Assert.Equal(Gradient(_saved), Gradient(loaded));
        Assert.Equal(_saved.Weights.Values.ToArray(), loaded.Weights.Values.ToArray());
    }

    [Theory]
    [InlineData("F64")]
    [InlineData("BF16")]
    [InlineData("F16")]
    public void OtherTypes_AreConverted(string type)
    {
        File.WriteAllBytes(_path, FileOf(type, value: 1.5));

        SoftmaxRegression loaded = SoftmaxRegression.Load(_path);
        float[] logits = new float[SoftmaxRegression.Classes];
        loaded.Logits(s_input, logits);

        Assert.Equal(Enumerable.Repeat(1.5f + (1.5f * s_input.Sum()), SoftmaxRegression.Classes), logits);
        Assert.Equal(Enumerable.Repeat(1.5f, 48), loaded.Weights[loaded.Weights.Info.Parameters[0]].ToArray());
    }

    [Fact]
    public void ADeletedFile_IsStillThere()
    {
        SoftmaxRegression loaded = SoftmaxRegression.Load(_path);

        File.Delete(_path);

        Assert.Equal(_saved.Weights.Values.ToArray(), loaded.Weights.Values.ToArray());
    }

    [Fact]
    public void AReplacedFile_ChangesNothing()
    {
        SoftmaxRegression loaded = SoftmaxRegression.Load(_path);

        SoftmaxRegression.Create(2).Save(_path);

        Assert.Equal(_saved.Weights.Values.ToArray(), loaded.Weights.Values.ToArray());
    }

    [Fact]
    public void Weights_CanBeSavedToTheirOwnFile()
    {
        byte[] before = File.ReadAllBytes(_path);
        SoftmaxRegression loaded = SoftmaxRegression.Load(_path);

        loaded.Save(_path);
        loaded.Save(_path);

        Assert.Equal(before, File.ReadAllBytes(_path));
        Assert.Equal(_saved.Weights.Values.ToArray(), loaded.Weights.Values.ToArray());
    }

    [Fact]
    public void ChangedWeights_ArePackedAgain_ForAllThatShareThem()
    {
        SoftmaxRegression loaded = SoftmaxRegression.Load(_path);
        SoftmaxRegression shared = loaded.ShareWeights();
        foreach (SoftmaxRegression network in new[] { _saved, loaded })
        {
            network.Weights.Values[3] += 1;
            network.Weights.MarkChanged();
        }

        Assert.Equal(Outputs(_saved), Outputs(shared));
        Assert.Equal(Outputs(_saved), Outputs(loaded));
    }

    [Fact]
    public void MarkedButUntouchedWeights_ComeFromTheFileAgain()
    {
        SoftmaxRegression loaded = SoftmaxRegression.Load(_path);

        loaded.Weights.MarkChanged();

        Assert.Equal(Outputs(_saved), Outputs(loaded));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AFileThatWasWrittenTo_IsNotReadAgain_ButTheNetworkRuns(bool saveFirst)
    {
        SoftmaxRegression loaded = SoftmaxRegression.Load(_path);
        if (saveFirst)
        {
            loaded.Save(Stream.Null); // does not keep what it read
        }

        using (FileStream other = new(_path, FileMode.Append))
        {
            other.WriteByte(0);
        }

        string expected = $"{_path}: the file was written to after it had been opened, and its weights can no longer be read.";
        Assert.Equal(expected, Assert.Throws<WeightFileException>(() => loaded.Weights.Values.Length).Message);
        Assert.Equal(expected, Assert.Throws<WeightFileException>(() => loaded.Save(_folder["other.safetensors"])).Message);
        Assert.False(File.Exists(_folder["other.safetensors"]));
        Assert.Equal(Outputs(_saved), Outputs(loaded));
    }

    [Fact]
    public void AWriteOfTheSameLength_IsNoticed()
    {
        SoftmaxRegression loaded = SoftmaxRegression.Load(_path);

        File.SetLastWriteTimeUtc(_path, DateTime.UtcNow.AddSeconds(5));

        Assert.Throws<WeightFileException>(() => loaded.Weights.Values.Length);
    }

    [Theory]
    [InlineData("Values")]
    [InlineData("Save")]
    [InlineData("MarkChanged")]
    [InlineData("Gradient")]
    public void AFileThatWasOverwritten_WithItsTimeSetBack_IsNoticed(string use)
    {
        SoftmaxRegression loaded = SoftmaxRegression.Load(_path);
        DateTime written = File.GetLastWriteTimeUtc(_path);
        byte[] content = File.ReadAllBytes(_path);
        content[^1] ^= 0x40;
        using (FileStream other = new(_path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            other.Write(content);
        }

        File.SetLastWriteTimeUtc(_path, written);

        string expected = $"{_path}: the file was written to after it had been opened, and its weights can no longer be read.";
        Assert.Equal(Outputs(_saved), Outputs(loaded));
        Assert.Equal(expected, Assert.Throws<WeightFileException>(() => Use()).Message);

        object? Use()
        {
            switch (use)
            {
                case "Values":
                    return loaded.Weights.Values.Length;
                case "Save":
                    loaded.Save(_folder["other.safetensors"]);
                    return null;
                case "MarkChanged":
                    loaded.Weights.MarkChanged();
                    return Outputs(loaded);
                default:
                    return Gradient(loaded);
            }
        }
    }

    [Fact]
    public void ManyLoadedNetworks_KeepFewFilesOpen()
    {
        List<SoftmaxRegression> loaded = [];
        for (int i = 0; i < 3 * OpenWeightFiles.Most; i++)
        {
            loaded.Add(SoftmaxRegression.Load(_path));
            if (i == OpenWeightFiles.Most)
            {
                Assert.False(loaded[0].Weights.HasOpenFile);
            }
        }

        Assert.InRange(loaded.Count(network => network.Weights.HasOpenFile), 1, OpenWeightFiles.Most);
        File.Delete(_path);
        Assert.All(loaded, network => Assert.Equal(_saved.Weights.Values.ToArray(), network.Weights.Values.ToArray()));
        Assert.DoesNotContain(loaded, network => network.Weights.HasOpenFile);
    }

    [Fact]
    public void AnOverwrittenFileOfAnOlderNetwork_IsNotTheLoadersFault()
    {
        SoftmaxRegression first = SoftmaxRegression.Load(_path);
        byte[] content = File.ReadAllBytes(_path);
        File.Move(_path, _folder["first"]);
        File.WriteAllBytes(_path, content);
        using (FileStream other = new(_folder["first"], FileMode.Append, FileAccess.Write, FileShare.ReadWrite))
        {
            other.WriteByte(0);
        }

        SoftmaxRegression[] loaded = [.. Enumerable.Range(0, OpenWeightFiles.Most + 1).Select(_ => SoftmaxRegression.Load(_path))];

        Assert.All(loaded, network => Assert.Equal(Outputs(_saved), Outputs(network)));
        Assert.Equal(Outputs(_saved), Outputs(first));
        Assert.EndsWith(
            "its weights can no longer be read.",
            Assert.Throws<WeightFileException>(() => first.Weights.Values.Length).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void ADisposedNetwork_ClosesItsFile_AndTheLastOfThoseThatShareIt()
    {
        SoftmaxRegression loaded = SoftmaxRegression.Load(_path);
        SoftmaxRegression shared = loaded.ShareWeights();
        NetworkWeights weights = loaded.Weights;
        loaded.Dispose();
        Assert.True(weights.HasOpenFile);
        shared.Dispose();

        Assert.False(weights.HasOpenFile);
        using FileStream alone = new(_path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Assert.Contains(
            "was disposed before anyone asked for its weights",
            Assert.Throws<ObjectDisposedException>(() => weights.Values.Length).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void AFileThatIsShortenedAfterItsHeaderWasRead_IsRefused()
    {
        NetworkWeights opened = WeightFile.Open(SoftmaxRegression.Info, _path);
        using (FileStream other = new(_path, FileMode.Open, FileAccess.Write))
        {
            other.SetLength(other.Length - 8);
        }

        WeightFileException refusal = Assert.Throws<WeightFileException>(() => opened.Values.Length);
        Assert.Equal($"{_path}: tensor fc1.bias: the file became shorter while it was read.", refusal.Message);
    }

    [Fact]
    public void ValuesInMemory_NeedTheFileNoLonger()
    {
        SoftmaxRegression loaded = SoftmaxRegression.Load(_path);
        _ = loaded.Weights.Values.Length;

        using FileStream alone = new(_path, FileMode.Create, FileAccess.Write, FileShare.None);

        Assert.Equal(_saved.Weights.Values.ToArray(), loaded.Weights.Values.ToArray());
    }

    [Fact]
    public void ARefusedFile_IsClosed()
    {
        File.WriteAllBytes(_path, FileOf("I32", value: 1));

        Assert.Throws<WeightFileException>(() => SoftmaxRegression.Load(_path));

        using FileStream alone = new(_path, FileMode.Create, FileAccess.Write, FileShare.None);
    }

    [Fact]
    public void ThreadsThatAskAtOnce_SeeTheSameValues()
    {
        SoftmaxRegression loaded = SoftmaxRegression.Load(_path);

        Parallel.For(0, 16, i =>
        {
            loaded.Weights.Values[i] += 1;
            Assert.Equal(64, loaded.Weights.Values.Length);
        });

        for (int i = 0; i < 16; i++)
        {
            Assert.Equal(_saved.Weights.Values[i] + 1, loaded.Weights.Values[i]);
        }
    }

    [Fact]
    public void DamagedFiles_AreLoadedOrRefusedAsDocumented()
    {
        byte[] valid = File.ReadAllBytes(_path);
        Fuzz.Run<WeightFileException>(2_000, seed => Mutation.Of(valid, seed), (stream, name) =>
        {
            using (FileStream file = File.Create(_folder[name]))
            {
                stream.CopyTo(file);
            }

            _ = SoftmaxRegression.Load(_folder[name]).Weights.Values.Length;
        });
    }

    private static float[] Outputs(SoftmaxRegression network)
    {
        float[] outputs = new float[SoftmaxRegression.Classes];
        network.Forward(s_input, outputs);
        return outputs;
    }

    private static float[] Gradient(SoftmaxRegression network)
    {
        float[] gradient = new float[network.Weights.TrainableLength];
        network.Gradient(s_input, new Targets([1]), gradient);
        return gradient;
    }

    private static byte[] FileOf(string type, double value)
    {
        byte[] element = type switch
        {
            "F64" => BitConverter.GetBytes(value),
            "F16" => BitConverter.GetBytes((Half)value),
            "BF16" => BitConverter.GetBytes((float)value)[2..],
            _ => BitConverter.GetBytes((int)value),
        };
        int weight = 48 * element.Length;
        int end = weight + (3 * element.Length);
        string json = $"{{{Entry("fc1.weight", "[3,16]", 0, weight)},{Entry("fc1.bias", "[3]", weight, end)}}}";
        return SafetensorsBytes.Of(Encoding.UTF8.GetBytes(json), [.. Enumerable.Repeat(element, 51).SelectMany(bytes => bytes)]);

        string Entry(string name, string shape, int begin, int end) =>
            $"\"{name}\":{{\"dtype\":\"{type}\",\"shape\":{shape},\"data_offsets\":[{begin},{end}]}}";
    }
}
