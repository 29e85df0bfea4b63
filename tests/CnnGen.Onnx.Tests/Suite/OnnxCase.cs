using CnnGen.Onnx.Tests.Suite.Proto;

namespace CnnGen.Onnx.Tests.Suite;

/// <summary>One case of the suite: a graph, values of its inputs, and what its outputs must be.</summary>
/// <param name="Name">Its folder, without <c>test_</c>.</param>
/// <param name="Graph">The graph.</param>
/// <param name="OperatorSet">The version of the operators.</param>
/// <param name="InputFiles">A tensor for each input of the graph, as a file.</param>
/// <param name="OutputFiles">A tensor for each output.</param>
internal sealed record OnnxCase(string Name, GraphProto Graph, long OperatorSet, IReadOnlyList<byte[]> InputFiles, IReadOnlyList<byte[]> OutputFiles)
{
    /// <summary>What the case is about: the operator that does the work, where there are several.</summary>
    public string Operator =>
        Graph.Node.Select(node => node.OpType).FirstOrDefault(type => type is not ("Constant" or "Unsqueeze" or "Squeeze" or "Transpose")) ?? Graph.Node[^1].OpType;

    /// <exception cref="Translation.NotExpressibleException">It is not a tensor of floats or of whole numbers.</exception>
    public OnnxTensor Input(int index) => Read(InputFiles[index]);

    /// <exception cref="Translation.NotExpressibleException">It is not a tensor of floats or of whole numbers.</exception>
    public OnnxTensor Output(int index) => Read(OutputFiles[index]);

    private static OnnxTensor Read(byte[] file)
    {
        try
        {
            return OnnxTensor.Of(TensorProto.Parser.ParseFrom(file));
        }
        catch (Google.Protobuf.InvalidProtocolBufferException)
        {
            throw new Translation.NotExpressibleException("a value is no tensor");
        }
    }
}
