using CnnGen.Tool.Onnx.Proto;

namespace CnnGen.Onnx.Tests.Suite;

/// <summary>One case of the suite: a model, values of its inputs, and what its outputs must be.</summary>
/// <param name="Name">Its folder, without <c>test_</c>.</param>
/// <param name="Model">The model.</param>
/// <param name="InputFiles">A tensor for each input of the graph, as a file.</param>
/// <param name="OutputFiles">A tensor for each output.</param>
internal sealed record OnnxCase(string Name, ModelProto Model, IReadOnlyList<byte[]> InputFiles, IReadOnlyList<byte[]> OutputFiles)
{
    public GraphProto Graph => Model.Graph;

    /// <summary>What the case is about: the operator that does the work, where there are several.</summary>
    public string Operator =>
        Graph.Node.Select(node => node.OpType).FirstOrDefault(type => type is not ("Constant" or "Unsqueeze" or "Squeeze" or "Transpose"))
            ?? Graph.Node[^1].OpType;

    /// <summary>The inputs that are no initializers, in the order of their files.</summary>
    public IReadOnlyList<ValueInfoProto> Inputs =>
        [.. Graph.Input.Where(input => Graph.Initializer.All(initializer => initializer.Name != input.Name))];
}
