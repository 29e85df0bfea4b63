using System.Runtime.InteropServices;
using CnnGen.Tests.Training;
using Xunit;

namespace CnnGen.Tests.Parameters;

public sealed partial class PartialLoadTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cnngen").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void NewHead_KeepsItsValues_AndTheRestIsTaken()
    {
        NetworkWeights pretrained = NormedRegression.Create(5).Weights;
        string path = Saved(pretrained.Info.Parameters.Select(tensor => tensor.Name == "fc1.weight"
            ? new SafetensorsTensor(tensor.Name, [3, 4], new float[12])
            : new SafetensorsTensor(tensor.Name, [.. tensor.Shape], pretrained[tensor])));
        NetworkWeights weights = NormedRegression.Create(1).Weights;
        float[] head = weights[Tensor("fc1.weight")].ToArray();
        long version = weights.Version;

        LoadReport report = weights.LoadFrom(path);

        Assert.Equal(5, report.Taken.Count);
        Assert.Empty(report.Missing);
        Assert.Empty(report.LeftOver);
        Assert.Equal(["fc1.weight is [3, 4] in the file but [2, 4] in the network"], report.Unfit);
        Assert.Equal(head, weights[Tensor("fc1.weight")].ToArray());
        Assert.Equal(pretrained[Tensor("fc1.bias")].ToArray(), weights[Tensor("fc1.bias")].ToArray());
        Assert.True(weights.Version > version);
    }

    [Fact]
    public void PrefixAndPattern_ChooseOnBothSides()
    {
        string path = Saved(
            new SafetensorsTensor("backbone.fc1.bias", [2], [7f, 8f]), new SafetensorsTensor("backbone.bn1.weight", [2], [5f, 6f]),
            new SafetensorsTensor("fc1.bias", [2], [1f, 2f]), new SafetensorsTensor("head.weight", [1], [0f]));
        NetworkWeights weights = NormedRegression.Create(1).Weights;
        float[] norm = weights[Tensor("bn1.weight")].ToArray();

        LoadReport report = weights.LoadFrom(path, "fc1", prefix: "backbone.");

        Assert.Equal(["fc1.bias"], report.Taken);
        Assert.Equal(["fc1.weight"], report.Missing);
        Assert.Equal(["backbone.bn1.weight", "fc1.bias", "head.weight"], report.LeftOver.Order(StringComparer.Ordinal));
        Assert.Equal([7f, 8f], weights[Tensor("fc1.bias")].ToArray());
        Assert.Equal(norm, weights[Tensor("bn1.weight")].ToArray());
        Assert.Equal("1 tensors taken, 1 missing, 0 of another shape, 3 left over\nfc1.weight is not in the file", report.ToString());
    }

    [UnixFact]
    public async Task APipe_IsAsGoodAsAFile()
    {
        string path = Saved(
            new SafetensorsTensor("backbone.fc1.bias", [2], [7f, 8f]), new SafetensorsTensor("unknown", [3000], new float[3000]),
            new SafetensorsTensor("backbone.bn1.weight", [2], [5f, 6f]), new SafetensorsTensor("backbone.fc1.weight", [9], new float[9]));
        string pipe = Path.Combine(_folder, "pipe");
        Assert.Equal(0, MakePipe(pipe, 0x180)); // 0600
        Task writing = Task.Run(() => File.WriteAllBytes(pipe, File.ReadAllBytes(path)));
        NetworkWeights weights = NormedRegression.Create(1).Weights;

        LoadReport report = weights.LoadFrom(pipe, prefix: "backbone.");

        await writing;
        Assert.Equal(["bn1.weight", "fc1.bias"], report.Taken.Order(StringComparer.Ordinal));
        Assert.Equal(["unknown"], report.LeftOver);
        Assert.Single(report.Unfit);
        Assert.Equal([7f, 8f], weights[Tensor("fc1.bias")].ToArray());
        Assert.Equal([5f, 6f], weights[Tensor("bn1.weight")].ToArray());
    }

    [Fact]
    public void FileOfWhichNothingFits_ChangesNothing()
    {
        string path = Saved(new SafetensorsTensor("conv1.weight", [1], [0f]));
        NetworkWeights weights = NormedRegression.Create(1).Weights;
        float[] before = weights.Values.ToArray();

        Assert.Contains("it has conv1.weight, for example", Assert.Throws<WeightFileException>(() => weights.LoadFrom(path)).Message);
        Assert.Contains("behind \"model.\"", Assert.Throws<WeightFileException>(() => weights.LoadFrom(path, prefix: "model.")).Message);
        Assert.Throws<ArgumentException>("pattern", () => weights.LoadFrom(path, "conv1"));
        Assert.Equal(before, weights.Values.ToArray());
    }

    [Fact]
    public void DamagedFile_ChangesNothing()
    {
        NetworkWeights pretrained = NormedRegression.Create(5).Weights;
        string path = Path.Combine(_folder, "whole.safetensors");
        pretrained.Save(path);
        byte[] whole = File.ReadAllBytes(path);
        NetworkWeights weights = NormedRegression.Create(1).Weights;
        float[] before = weights.Values.ToArray();
        for (int length = 0; length < whole.Length; length += 7)
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.Throws<WeightFileException>(() => weights.LoadFrom(path));
        }

        Assert.Equal(before, weights.Values.ToArray());
    }

    private static ParameterTensor Tensor(string name) => NormedRegression.Info.Parameters.Single(tensor => tensor.Name == name);

    private string Saved(params IEnumerable<SafetensorsTensor> tensors)
    {
        string path = Path.Combine(_folder, "pretrained.safetensors");
        new SafetensorsFile([.. tensors]).Save(path);
        return path;
    }

    // Not a program of the system, which an emulated process would have to start.
    [LibraryImport("libc", EntryPoint = "mkfifo", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakePipe(string path, uint mode);
}
