using System.Buffers.Binary;
using System.Text;
using CnnGen.Integration.Tests.Harness;
using Xunit;

namespace CnnGen.Integration.Tests.Engines;

/// <summary>
/// Batch norm in training: what it does to weights, files and threads. Its numbers are compared with the oracle's in <see cref="OperatorTests"/>.
/// </summary>
public sealed class BatchNormTests
{
    private const int Pixels = 10 * 10 * 2;
    private const int Images = 70; // five micro-batches, the last one of six images
    private const int Classes = 4;

    private const string Source = """
        using CnnGen;

        /// <summary>A small residual network.</summary>
        [Network, Input(10, 10, 2)]
        [Conv(8, 3, Padding = 1, Bias = false), BatchNorm, Relu(As = "trunk")]
        [Conv(8, 3, Padding = 1, Bias = false), BatchNorm, Relu]
        [Conv(8, 3, Padding = 1, Bias = false), BatchNorm, Add("trunk"), Relu]
        [Conv(16, 1, Stride = 2, Bias = false), BatchNorm(Momentum = 0.3f), Relu, GlobalAveragePool, BatchNorm, Dense(4)]
        [SoftmaxCrossEntropy]
        public partial class Residual;
        """;

    private static readonly Lazy<CompiledNetwork> s_residual = new(() => NetworkCompiler.Compile(Source));

    private readonly float[] _input;
    private readonly int[] _labels;

    public BatchNormTests()
    {
        // A class is the channel and the half of the image that is brighter.
        Random random = new(5);
        _labels = [.. Enumerable.Range(0, Images).Select(i => i % Classes)];
        _input = [.. _labels.SelectMany(label => Enumerable.Range(0, Pixels).Select(i =>
            (float)(random.NextDouble() + (i % 2 == label % 2 && i / (Pixels / 2) == label / 2 ? 0.6 : 0)) * 3))];
    }

    [Fact]
    public void NewWeights_HavePyTorchsNamesAndValues()
    {
        NetworkInstance network = s_residual.Value.Create(1);
        NetworkInfo info = s_residual.Value.Info;
        Assert.Equal(
            ["bn1.weight", "bn1.bias", "bn1.running_mean", "bn1.running_var"],
            info.Parameters.Select(tensor => tensor.Name).Where(name => name.StartsWith("bn1.", StringComparison.Ordinal)));
        Assert.Equal(
            info.Parameters.Where(tensor => !tensor.Name.Contains("running", StringComparison.Ordinal)).Sum(tensor => (long)tensor.Length),
            info.ParameterCount);
        foreach (ParameterTensor tensor in info.Parameters.Where(tensor => tensor.Name.StartsWith("bn", StringComparison.Ordinal)))
        {
            float value = tensor.Name.EndsWith("weight", StringComparison.Ordinal) || tensor.Name.EndsWith("var", StringComparison.Ordinal) ? 1 : 0;
            Assert.All(network.Weights[tensor].ToArray(), actual => Assert.Equal(value, actual));
            Assert.Equal(!tensor.Name.Contains("running", StringComparison.Ordinal), tensor.IsTrainable);
        }
    }

    [Fact]
    public void AnyNumberOfThreads_GivesEqualBits()
    {
        (float[] Gradient, float[] Values)[] runs = [.. new[] { 1, 2, 3, 7, 16 }.Select(threads =>
        {
            NetworkInstance network = s_residual.Value.Create(1);
            network.Threads = threads;
            float[] gradient = Gradient(network, Images);
            return (gradient, network.Weights.Values.ToArray());
        })];
        Assert.All(runs[0].Gradient, value => Assert.True(float.IsFinite(value)));
        Assert.All(runs.Skip(1), run =>
        {
            Assert.Equal(runs[0].Gradient, run.Gradient);
            Assert.Equal(runs[0].Values, run.Values);
        });
    }

    [Fact]
    public void AGradient_MovesTheRunningAveragesAndNothingElse()
    {
        NetworkInstance network = s_residual.Value.Create(1);
        float[] trainable = network.Weights.Trainable.ToArray();
        float[] before = network.Weights.Values[trainable.Length..].ToArray();
        float[] outputs = Outputs(network);

        Gradient(network, Images);

        Assert.Equal(trainable, network.Weights.Trainable.ToArray());
        Assert.NotEqual(before, network.Weights.Values[trainable.Length..].ToArray());
        Assert.NotEqual(outputs, Outputs(network));
    }

    [Fact]
    public void AfterTheFirstCalls_NothingIsAllocated()
    {
        NetworkInstance network = s_residual.Value.Create(1);
        network.Threads = 1;
        float[] gradient = new float[network.Weights.TrainableLength];
        float[] outputs = new float[Images * Classes];
        long allocated = 0;
        for (int call = 0; call < 3; call++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            network.Gradient(_input, _labels, gradient);
            network.Forward(_input, outputs);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, allocated);
    }

    [Fact]
    public void OneValueAChannel_IsRefusedByName_AndChangesNothing()
    {
        NetworkInstance network = s_residual.Value.Create(1);
        float[] values = network.Weights.Values.ToArray();
        float[] gradient = new float[network.Weights.TrainableLength];
        ArgumentException refused = Assert.Throws<ArgumentException>("input", () => network.Gradient(_input.AsSpan(0, Pixels), _labels.AsSpan(0, 1), gradient));
        Assert.StartsWith(
            "Residual: bn5 normalises over the batch, and one image gives it a single value a channel",
            refused.Message,
            StringComparison.Ordinal);
        Assert.Equal(values, network.Weights.Values.ToArray());
        Assert.All(gradient, value => Assert.Equal(0, value));
        network.Gradient(_input.AsSpan(0, 2 * Pixels), _labels.AsSpan(0, 2), gradient);
    }

    [Fact]
    public void AFile_CarriesTheRunningAverages_AndPyTorchsCountOfBatchesIsIgnored()
    {
        NetworkInstance network = s_residual.Value.Create(1);
        Gradient(network, Images);
        MemoryStream stream = new();
        network.Save(stream);

        foreach (byte[] file in new[] { stream.ToArray(), WithCount(stream.ToArray()) })
        {
            NetworkInstance loaded = s_residual.Value.Load(new MemoryStream(file));
            Assert.Equal(network.Weights.Values.ToArray(), loaded.Weights.Values.ToArray());
            Assert.Equal(Outputs(network), Outputs(loaded));
        }
    }

    [Fact]
    public void AFileWithoutRunningAverages_IsRefused()
    {
        MemoryStream stream = new();
        s_residual.Value.Create(1).Save(stream);
        stream.Position = 0;
        SafetensorsFile file = SafetensorsFile.Read(stream);
        MemoryStream without = new();
        new SafetensorsFile([.. file.Tensors.Where(tensor => tensor.Name != "bn2.running_var")]).Save(without);
        without.Position = 0;
        WeightFileException refused = Assert.Throws<WeightFileException>(() => s_residual.Value.Load(without));
        Assert.Contains("1 missing: bn2.running_var [8]", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Training_Learns_AndInferenceKnowsIt() => Training().Learns(_input, _labels);

    [Fact]
    public void TrainingThatWasStopped_GoesOnBitForBit() => Training().GoesOn(_input, _labels);

    [Fact]
    public void WeightDecay_LeavesRunningAveragesAlone() => Training().KeepsAverages(_input, _labels);

    /// <summary>The file with one more tensor, a 64-bit integer without axes.</summary>
    private static byte[] WithCount(byte[] file)
    {
        int header = (int)BinaryPrimitives.ReadInt64LittleEndian(file);
        byte[] data = file[(8 + header)..];
        string text = Encoding.UTF8.GetString(file, 8, header).TrimEnd()[..^1];
        byte[] json = Encoding.UTF8.GetBytes(
            $"{text},\"bn1.num_batches_tracked\":{{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[{data.Length},{data.Length + 8}]}}}}");
        return [.. BitConverter.GetBytes((long)json.Length), .. json, .. data, .. BitConverter.GetBytes(1L)];
    }

    private static TrainingCheck Training() =>
        (TrainingCheck)Activator.CreateInstance(typeof(TrainingCheck<>).MakeGenericType(s_residual.Value.Create(1).Network.GetType()))!;

    private float[] Gradient(NetworkInstance network, int images)
    {
        float[] gradient = new float[network.Weights.TrainableLength];
        network.Gradient(_input.AsSpan(0, images * Pixels), _labels.AsSpan(0, images), gradient);
        return gradient;
    }

    private float[] Outputs(NetworkInstance network)
    {
        float[] outputs = new float[Images * Classes];
        network.Forward(_input, outputs);
        return outputs;
    }
}
