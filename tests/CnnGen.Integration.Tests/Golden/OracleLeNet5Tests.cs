using CnnGen.Golden;
using CnnGen.Integration.Tests.Engines;
using CnnGen.Reference;
using CnnGen.Reference.Losses;
using CnnGen.Reference.Operators;
using CnnGen.Testing;
using Xunit;

namespace CnnGen.Integration.Tests.Golden;

/// <summary>The oracle against PyTorch: what everything is compared with must itself be compared once.</summary>
public class OracleLeNet5Tests
{
    private readonly ReferenceNetwork _oracle = LeNet5();

    [TestDataFact]
    public void DeterministicWeights_GivePyTorchsLogits()
    {
        float[] expected = SafetensorsFile.Read(TestData.File("networks", "lenet5", "expected_logits.safetensors"))["logits"].ToFloats();
        var engine = new OracleEngine(_oracle, new RefTensor(28, 28, 1));
        DeterministicWeights.Fill(engine.Weights, TestData.File("networks", "lenet5", "tensors.json"));
        foreach ((ParameterTensor tensor, (_, RefParameter parameter)) in engine.Info.Parameters.Zip(_oracle.Parameters))
        {
            engine.Weights[tensor].ToArray().Select(w => (double)w).ToArray().CopyTo(parameter.Values, 0);
        }

        AssertLogits(DeterministicWeights.Input(28 * 28), expected);
    }

    [TestDataFact]
    public void TrainedWeights_GivePyTorchsFirstLogits()
    {
        SafetensorsFile weights = SafetensorsFile.Read(TestData.File("weights", "lenet5-mnist", "lenet5.safetensors"));
        foreach ((string name, RefParameter parameter) in _oracle.Parameters)
        {
            weights[name].ToFloats().Select(w => (double)w).ToArray().CopyTo(parameter.Values, 0);
        }

        float[] pixels = [.. IdxFile.Read(TestData.File("mnist", "t10k-images-idx3-ubyte.gz")).Elements[..(16 * 28 * 28)]
            .ToArray()
            .Select(pixel => pixel / 255f)];
        AssertLogits(pixels, SafetensorsFile.Read(TestData.File("weights", "lenet5-mnist", "expected_first16_test.safetensors"))["logits"].ToFloats());
    }

    private void AssertLogits(float[] pixels, float[] expected)
    {
        IEnumerable<double> logits =
            pixels.Chunk(28 * 28).SelectMany(image => _oracle.Logits(new RefTensor(28, 28, 1, [.. image.Select(x => (double)x)])).Values);
        Assert.All(expected.Zip(logits), pair => Assert.Equal(pair.First, pair.Second, 2e-6 * expected.Max(Math.Abs)));
    }

    private static ReferenceNetwork LeNet5()
    {
        var network = new ReferenceNetwork { Loss = new SoftmaxCrossEntropy() };
        network.Add("conv1", new Convolution(RefWindow.Square(5, padding: 2), 1, 6, new double[150], new double[6]));
        network.Add("relu1", new Relu());
        network.Add("pool1", new MaxPool(RefWindow.Square(2, stride: 2)));
        network.Add("conv2", new Convolution(RefWindow.Square(5), 6, 16, new double[2400], new double[16]));
        network.Add("relu2", new Relu());
        network.Add("pool2", new MaxPool(RefWindow.Square(2, stride: 2)));
        network.Add("flatten1", new Flatten());
        network.Add("fc1", new Dense(400, 120, new double[48_000], new double[120]));
        network.Add("relu3", new Relu());
        network.Add("fc2", new Dense(120, 84, new double[10_080], new double[84]));
        network.Add("relu4", new Relu());
        network.Add("fc3", new Dense(84, 10, new double[840], new double[10]));
        return network;
    }
}
