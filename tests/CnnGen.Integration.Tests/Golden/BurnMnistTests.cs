using CnnGen.Integration.Tests.Harness;
using CnnGen.Testing;
using Xunit;

namespace CnnGen.Integration.Tests.Golden;

/// <summary>A network for digits that others trained, with batch norm behind a ReLU, where nothing takes it in, and behind a dense layer, which does.</summary>
public class BurnMnistTests
{
    private const string Source = """
        using CnnGen;

        /// <summary>Three convolutions without padding, two dense layers.</summary>
        [Network]
        [Input(28, 28, 1)]
        [Conv(8, 3), Relu]
        [Conv(16, 3), Relu]
        [Conv(24, 3), Relu, BatchNorm(Name = "norm1")]
        [Dense(32), Relu]
        [Dense(10), BatchNorm(Name = "norm2")]
        public partial class Digits;
        """;

    [TestDataFact]
    public void ThePublicWeights_Read9917Of10000Digits()
    {
        // As it was trained: mean and deviation of MNIST's pixels.
        float[] images =
            [.. IdxFile.Read(TestData.File("mnist", "t10k-images-idx3-ubyte.gz")).Elements.ToArray().Select(pixel => ((pixel / 255f) - 0.1307f) / 0.3081f)];
        byte[] labels = IdxFile.Read(TestData.File("mnist", "t10k-labels-idx1-ubyte.gz")).Elements.ToArray();
        NetworkInstance network = NetworkCompiler.Compile(Source).Load(TestData.File("weights", "burn-mnist", "mnist.safetensors"));

        float[] logits = new float[labels.Length * 10];
        network.Logits(images, logits);

        Assert.Equal(9_917, labels.Zip(logits.Chunk(10)).Count(image => Array.IndexOf(image.Second, image.Second.Max()) == image.First));
    }
}
