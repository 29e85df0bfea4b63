using System.Security.Cryptography;
using System.Text;
using CnnGen.Files;
using Xunit;

namespace CnnGen.Tests.Parameters;

public sealed class NetworkWeightsTests
{
    private static readonly NetworkInfo s_small = LeNet5Info.Of("Small", ("conv1", [2, 1, 3, 3]), ("fc1", [3, 8]));

    [Fact]
    public void SavedWeights_LoadBitForBit()
    {
        using var folder = new TemporaryFolder();
        NetworkWeights saved = NetworkWeights.Create(s_small, 3, Initializer.KaimingNormal);

        saved.Save(folder["w.safetensors"]);
        NetworkWeights loaded = NetworkWeights.Load(s_small, folder["w.safetensors"]);

        Assert.Equal(saved.Values.ToArray(), loaded.Values.ToArray());
        Assert.NotEqual(0, loaded[s_small.Parameters[2]][5]);
    }

    [Fact]
    public void EqualWeights_GiveEqualFiles()
    {
        byte[] file = Saved(NetworkWeights.Create(s_small, 3, Initializer.KaimingUniform));

        Assert.Equal(file, Saved(NetworkWeights.Create(s_small, 3, Initializer.KaimingUniform)));
        Assert.NotEqual(file, Saved(NetworkWeights.Create(s_small, 4, Initializer.KaimingUniform)));
    }

    [Fact]
    public void AStreamThatCannotSeek_IsEnough()
    {
        NetworkWeights saved = NetworkWeights.Create(s_small, 3, Initializer.KaimingNormal);

        NetworkWeights loaded = NetworkWeights.Load(s_small, new ForwardOnlyStream(Saved(saved)));

        Assert.Equal(saved.Values.ToArray(), loaded.Values.ToArray());
    }

    [Fact]
    public void HalfAndDoubleTensors_BecomeFloats()
    {
        NetworkInfo info = LeNet5Info.Of("One", ("fc1", [1, 2]));
        byte[] json =
            Encoding.UTF8.GetBytes(
                """{"fc1.bias":{"dtype":"F64","shape":[1],"data_offsets":[0,8]},"fc1.weight":{"dtype":"BF16","shape":[1,2],"data_offsets":[8,12]}}""");
        byte[] data = [.. BitConverter.GetBytes(0.25), 0x80, 0x3F, 0x00, 0xC0];

        NetworkWeights weights = NetworkWeights.Load(info, new MemoryStream(SafetensorsBytes.Of(json, data)));

        Assert.Equal([1f, -2f], weights[info.Parameters[0]].ToArray());
        Assert.Equal([0.25f], weights[info.Parameters[1]].ToArray());
    }

    [Fact]
    public void IntegerWeights_AreRefused()
    {
        NetworkInfo info = LeNet5Info.Of("One", ("fc1", [1, 1]));

        Assert.Equal(
            "stream: not the weights of One; 1 unfit: fc1.bias has elements of type I32 instead of F32.",
            Refusal(
                info,
                """{"fc1.weight":{"dtype":"F32","shape":[1,1],"data_offsets":[0,4]},"fc1.bias":{"dtype":"I32","shape":[1],"data_offsets":[4,8]}}""",
                8));
    }

    [Fact]
    public void MissingSurplusAndUnfitTensors_AreAllInOneMessage()
    {
        Assert.Equal(
            "stream: not the weights of Small; 1 unfit: conv1.weight is [2, 1, 1, 9] in the file but [2, 1, 3, 3] in the network; "
            + "2 missing: conv1.bias [2], fc1.weight [3, 8]; 1 surplus: fc2.bias [3].",
            Refusal(
                s_small,
                """{"conv1.weight":{"dtype":"F32","shape":[2,1,1,9],"data_offsets":[0,72]},"fc2.bias":{"dtype":"F32","shape":[3],"data_offsets":[72,84]},"fc1.bias":{"dtype":"F32","shape":[3],"data_offsets":[84,96]}}""",
                96));
    }

    [Fact]
    public void ManyMissingTensors_AreCounted()
    {
        Assert.Equal(
            "stream: not the weights of LeNet5; 10 missing: conv1.weight [6, 1, 5, 5], conv1.bias [6], conv2.weight [16, 6, 5, 5], conv2.bias [16] and 6 more.",
            Refusal(LeNet5Info.Create(), "{}", 0));
    }

    [Fact]
    public void CountersOfBatchNorm_AreIgnored()
    {
        NetworkInfo info = LeNet5Info.Of("One", ("fc1", [1, 1]));
        byte[] json = Encoding.UTF8.GetBytes(
            """{"bn1.num_batches_tracked":{"dtype":"I64","shape":[],"data_offsets":[0,8]},"fc1.weight":{"dtype":"F32","shape":[1,1],"data_offsets":[8,12]},"fc1.bias":{"dtype":"F32","shape":[1],"data_offsets":[12,16]}}""");
        byte[] data = [9, 9, 9, 9, 9, 9, 9, 9, .. BitConverter.GetBytes(1f), .. BitConverter.GetBytes(2f)];

        NetworkWeights weights = NetworkWeights.Load(info, new MemoryStream(SafetensorsBytes.Of(json, data)));

        Assert.Equal(1f, weights[info.Parameters[0]][0]);
        Assert.Equal(2f, weights[info.Parameters[1]][0]);
    }

    [Fact]
    public void AFailedSave_LeavesTheOldFile()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("w.safetensors", [1, 2, 3]);

        Assert.Throws<InvalidOperationException>(() => ReplacedFile.Write(path, stream =>
        {
            stream.WriteByte(9);
            throw new InvalidOperationException();
        }));

        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(folder.Folder));
    }

    [Fact]
    public void ASave_ReplacesTheOldFileAndLeavesNothingElse()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("w.safetensors", new byte[100_000]);
        NetworkWeights weights = NetworkWeights.Create(s_small, 1, Initializer.KaimingUniform);

        weights.Save(path);

        Assert.Equal(Saved(weights), File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(folder.Folder));
    }

    [TestDataFact]
    public void AFileOfPyTorch_LoadsAndIsSavedByteForByte()
    {
        string path = TestDataFactAttribute.PathOf("weights/lenet5-mnist/lenet5.safetensors");
        NetworkInfo info = LeNet5Info.Create();

        NetworkWeights weights = NetworkWeights.Load(info, path);

        Assert.Equal([0.03165873885154724f, -0.2959100008010864f, -0.35934576392173767f], weights[info.Parameters[0]][..3].ToArray());
        Assert.Equal(-0.03823506087064743f, weights[info.Parameters[^1]][^1]);

        // PyTorch's file has no metadata; ours says what Hugging Face's libraries write.
        byte[] saved = Saved(weights);
        int header = 8 + (int)BitConverter.ToInt64(saved);
        string json = Encoding.UTF8.GetString(saved, 8, header - 8).Replace("\"__metadata__\":{\"format\":\"pt\"},", "").TrimEnd();
        byte[] padded = Encoding.UTF8.GetBytes(json.PadRight((json.Length + 7) & ~7));
        byte[] file = [.. BitConverter.GetBytes((long)padded.Length), .. padded, .. saved[header..]];
        Assert.Equal("687567672BFFF16A8B8D8F4FF663AE3D987132332F1F057670D4EC735E8315F1", Convert.ToHexString(SHA256.HashData(file)));
    }

    [Fact]
    public void SavedWeights_SayTheirFormat()
    {
        byte[] saved = Saved(NetworkWeights.Create(s_small, 1, Initializer.Zero));

        Assert.StartsWith(
            "{\"__metadata__\":{\"format\":\"pt\"},\"conv1.weight\":",
            Encoding.UTF8.GetString(saved, 8, (int)BitConverter.ToInt64(saved)),
            StringComparison.Ordinal);
        Assert.Equal("pt", SafetensorsFile.Read(new MemoryStream(saved)).Metadata["format"]);
        Assert.Equal(saved, Saved(NetworkWeights.Load(s_small, new MemoryStream(saved))));
    }

    [TestDataFact]
    public void WeightsOfAnotherNetwork_AreRefusedWithBothShapes()
    {
        string path = TestDataFactAttribute.PathOf("weights/burn-mnist/mnist.safetensors");

        var refusal = Assert.Throws<WeightFileException>(() => NetworkWeights.Load(LeNet5Info.Create(), path));

        Assert.Contains("conv1.weight is [8, 1, 3, 3] in the file but [6, 1, 5, 5] in the network", refusal.Message);
        Assert.Contains("2 missing: fc3.weight [10, 84], fc3.bias [10]", refusal.Message);
        Assert.Contains("10 surplus: conv3.bias [24], conv3.weight [24, 16, 3, 3], norm1.bias [24], norm1.running_mean [24] and 6 more", refusal.Message);
    }

    private static byte[] Saved(NetworkWeights weights)
    {
        var content = new MemoryStream();
        weights.Save(content);
        return content.ToArray();
    }

    private static string Refusal(NetworkInfo info, string json, int dataLength) =>
        Assert.Throws<WeightFileException>(() => NetworkWeights.Load(info, new MemoryStream(SafetensorsBytes.Of(json, dataLength)))).Message;
}
