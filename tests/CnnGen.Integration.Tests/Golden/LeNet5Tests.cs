using CnnGen.Golden;
using CnnGen.Integration.Tests.Engines;
using CnnGen.Integration.Tests.Harness;
using CnnGen.Testing;
using Xunit;

namespace CnnGen.Integration.Tests.Golden;

/// <summary>LeNet-5 against numbers that PyTorch made, at each vector width.</summary>
public class LeNet5Tests
{
    private const int ImageLength = 28 * 28;

    private const string Source = """
        using CnnGen;

        /// <summary>The README's network.</summary>
        [Network]
        [Input(28, 28, 1)]
        [Conv(6, 5, Padding = Padding.Same), Relu, MaxPool(2)]
        [Conv(16, 5), Relu, MaxPool(2)]
        [Dense(120), Relu]
        [Dense(84), Relu]
        [Dense(10)]
        [SoftmaxCrossEntropy]
        public partial class LeNet5;
        """;

    private static readonly Lazy<CompiledNetwork[]> s_compiled = new(() => [.. EngineTests.Widths.Select(bits => NetworkCompiler.Compile(Source, bits))]);

    [Fact]
    public void Counts_AreThePublishedOnes()
    {
        NetworkInfo info = s_compiled.Value[0].Info;
        Assert.Equal(61_706, info.ParameterCount);
        Assert.Equal(416_520, info.MultiplyAdds);
        Assert.Equal(
            ["conv1.weight", "conv1.bias", "conv2.weight", "conv2.bias", "fc1.weight", "fc1.bias", "fc2.weight", "fc2.bias", "fc3.weight", "fc3.bias"],
            info.Parameters.Select(tensor => tensor.Name));
    }

    [TestDataFact]
    public void DeterministicWeights_GivePyTorchsLogits()
    {
        float[] expected = SafetensorsFile.Read(TestData.File("networks", "lenet5", "expected_logits.safetensors"))["logits"].ToFloats();
        foreach (CompiledNetwork compiled in s_compiled.Value)
        {
            NetworkInstance network = compiled.Create(0);
            DeterministicWeights.Fill(network.Weights, TestData.File("networks", "lenet5", "tensors.json"));
            AssertLogits(network, DeterministicWeights.Input(ImageLength), expected, 1e-5f * expected.Max(Math.Abs));
        }
    }

    [TestDataFact]
    public void TrainedWeights_GivePyTorchsFirstLogits()
    {
        float[] expected = SafetensorsFile.Read(TestData.File("weights", "lenet5-mnist", "expected_first16_test.safetensors"))["logits"].ToFloats();
        float[] images = TestImages()[..(16 * ImageLength)];
        foreach (CompiledNetwork compiled in s_compiled.Value)
        {
            AssertLogits(Trained(compiled), images, expected, 1e-4f);
        }
    }

    [TestDataFact]
    public void TrainedWeights_Read9906Of10000Digits()
    {
        float[] images = TestImages();
        byte[] labels = IdxFile.Read(TestData.File("mnist", "t10k-labels-idx1-ubyte.gz")).Elements.ToArray();

        // All widths emitted, and the one that this machine chooses; the narrower ones are compared above.
        NetworkInstance network = Trained(s_compiled.Value[0]);
        int correct = labels.Index().Count(label => network.Predict(images.AsSpan(label.Index * ImageLength, ImageLength)) == label.Item);
        Assert.Equal(10_000, labels.Length);
        Assert.Equal(9_906, correct);
    }

    [TestDataFact]
    public void ASavedFile_IsTheOneThatPyTorchWrote()
    {
        string path = TestData.File("weights", "lenet5-mnist", "lenet5.safetensors");
        using var saved = new MemoryStream();
        Trained(s_compiled.Value[0]).Save(saved);
        saved.Position = 0;
        SafetensorsFile pyTorch = SafetensorsFile.Read(path);
        SafetensorsFile ours = SafetensorsFile.Read(saved);
        Assert.Equal(pyTorch.Tensors.Select(tensor => tensor.Name), ours.Tensors.Select(tensor => tensor.Name));
        foreach (SafetensorsTensor tensor in pyTorch.Tensors)
        {
            Assert.Equal(tensor.Shape, ours[tensor.Name].Shape);
            Assert.Equal(tensor.ToFloats(), ours[tensor.Name].ToFloats());
        }
    }

    private static NetworkInstance Trained(CompiledNetwork compiled) => compiled.Load(TestData.File("weights", "lenet5-mnist", "lenet5.safetensors"));

    private static float[] TestImages() =>
        [.. IdxFile.Read(TestData.File("mnist", "t10k-images-idx3-ubyte.gz")).Elements.ToArray().Select(pixel => pixel / 255f)];

    private static void AssertLogits(NetworkInstance network, float[] images, float[] expected, float tolerance)
    {
        float[] logits = new float[expected.Length];
        network.Logits(images, logits);
        Assert.All(expected.Zip(logits), pair => Assert.Equal(pair.First, pair.Second, tolerance));
    }
}
