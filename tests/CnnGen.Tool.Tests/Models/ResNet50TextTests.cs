using System.Runtime.InteropServices;
using CnnGen.Testing;
using CnnGen.Tool.FrontHalf;
using CnnGen.Tool.Import;
using CnnGen.Tool.Onnx;
using CnnGen.Tool.Onnx.Proto;
using CnnGen.Tool.Tests.Import;
using Google.Protobuf;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace CnnGen.Tool.Tests.Models;

/// <summary>
/// torchvision's ResNet-50 as PyTorch writes it (<c>export_models.py --without-weights</c>) becomes the class that <c>samples/Networks</c> has written by hand,
/// and the same program.
/// </summary>
public class ResNet50TextTests
{
    [Fact]
    public void TheClass_IsAsAPersonWouldHaveWrittenIt() => Snapshot.Match(Imported(withSoftmax: false).Source, "ResNet50.Imported");

    [Theory]
    [InlineData(512)]
    [InlineData(256)]
    [InlineData(128)]
    public void TheEmittedText_IsThatOfTheSample(int vectorBits)
    {
        // The sample gives probabilities, torchvision's model what stands before them.
        IReadOnlyDictionary<string, string> imported = Emitted(vectorBits, ("ResNet50.cs", Imported(withSoftmax: true).Source));
        IReadOnlyDictionary<string, string> sample = Emitted(vectorBits, [.. s_sampleFiles.Select(file => (file, File.ReadAllText(Sample(file))))]);
        Assert.Equal(sample.Keys.Order(), imported.Keys.Order());
        Assert.Contains(sample, file => file.Value.Contains("layer4.2.conv3", StringComparison.Ordinal));
        Assert.All(sample, file => Assert.Equal(file.Value.Split('\n'), imported[file.Key].Split('\n')));
    }

    private static readonly string[] s_sampleFiles = ["ResNet50.cs", "Blocks/BottleneckAttribute.cs", "Blocks/WideningBottleneckAttribute.cs"];

    private static string Sample(string file) => Path.Combine(Repository.Root, "samples", "Networks", file);

    private static ImportedFiles Imported(bool withSoftmax)
    {
        ModelProto model = OnnxModel.Parse(TestFiles.Read("resnet50.onnx"));
        foreach (TensorProto tensor in model.Graph.Initializer)
        {
            // Elements that no pass takes for a factor of 1 or a summand of 0.
            float[] values = [.. Enumerable.Range(0, (int)tensor.Dims.Aggregate(1L, (product, size) => product * size)).Select(i => 0.5f + (i % 7 * 0.1f))];
            tensor.RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values.AsSpan()));
        }

        if (withSoftmax)
        {
            NodeProto softmax = new() { OpType = "Softmax" };
            softmax.Input.Add(model.Graph.Output[0].Name);
            softmax.Output.Add("probabilities");
            softmax.Attribute.Add(new AttributeProto { Name = "axis", I = 1, Type = AttributeProto.Types.AttributeType.Int });
            model.Graph.Node.Add(softmax);
            model.Graph.Output[0].Name = "probabilities";
        }

        return ImportedModel.Of(OnnxModel.Of(model, new TensorReader(null)), "ResNet50", new ImportOptions { Namespace = "Networks" });
    }

    /// <summary>What the generator makes of a network, by the names of its files.</summary>
    private static Dictionary<string, string> Emitted(int vectorBits, params (string Path, string Text)[] sources)
    {
        CSharpCompilation declared = SourceCompiler.Compilation(sources);
        Compilation generated = SourceCompiler.Generate(declared, vectorBits, CancellationToken.None);
        return generated.SyntaxTrees.Except(declared.SyntaxTrees).ToDictionary(tree => Path.GetFileName(tree.FilePath), tree => tree.ToString());
    }
}
