using CnnGen.Testing;
using CnnGen.Tool.Checking;
using CnnGen.Tool.Import;
using CnnGen.Tool.Onnx;
using Xunit;

namespace CnnGen.Tool.Tests.Import;

/// <summary>Real files of several exporters, with inputs and the outputs that they must give.</summary>
public class WholeModelTests
{
    private const double Tolerance = 1e-4;

    [TestDataTheory]
    [InlineData("burn-mnist-pytorch2.0")]
    [InlineData("lenet5-dongkyunk-pytorch1.6")]
    [InlineData("mnist8-cntk")]
    [InlineData("ppocr-cls-paddle2onnx")]
    [InlineData("zkml-lenet-4_8_32-pytorch2.0")]
    public void AModel_GivesItsOutputs(string name)
    {
        string folder = TestData.File("onnx-models", name);
        int[] shape = ImportedModel.Tensor(Path.Combine(folder, "test_data_set_0", "input_0.pb")).Shape;
        ImportedFiles files = ImportedModel.Read(Path.Combine(folder, "model.onnx"), new ImportOptions { InputShape = shape });
        Assert.Empty(files.RefusedBlocks);
        CompiledNetwork network = ImportedModel.Compile(files);
        string[] sets = Directory.GetDirectories(folder, "test_data_set_*");
        Assert.NotEmpty(sets);
        foreach (string set in sets)
        {
            float[] expected = ImportedModel.Tensor(Path.Combine(set, "output_0.pb")).Values;
            float[] actual = ImportedModel.Run(files, network, ImportedModel.Tensor(Path.Combine(set, "input_0.pb")).Values);
            double largest = expected.Max(value => Math.Abs((double)value));
            double difference = expected.Zip(actual, (a, b) => Math.Abs((double)a - b)).Max();
            Assert.True(difference <= Tolerance * largest, $"{Path.GetFileName(set)}: {difference} of {largest}");
        }
    }

    [TestDataTheory]
    [InlineData("light_bvlc_alexnet")]
    [InlineData("light_densenet121")]
    [InlineData("light_inception_v1")]
    [InlineData("light_inception_v2")]
    [InlineData("light_resnet50")]
    [InlineData("light_shufflenet")]
    [InlineData("light_squeezenet")]
    [InlineData("light_vgg19")]
    [InlineData("light_zfnet512")]
    public void AGraphWithConstantWeights_IsImported(string name)
    {
        ImportedFiles files =
            ImportedModel.Of(OnnxModel.Read(TestData.File("onnx-light", name + ".onnx")), name, new ImportOptions { AllowsLargeConstants = true });
        Assert.Empty(files.RefusedBlocks);
        Assert.Equal(1000, files.Network.Outputs[0].Shape.Aggregate(1, (product, size) => product * size));
    }
}
