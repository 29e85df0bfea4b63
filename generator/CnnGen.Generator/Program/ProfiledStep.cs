using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Program;

/// <summary>What a profile has a time for: the calls of one node of the forward pass.</summary>
/// <param name="Name">The layer that it begins with.</param>
/// <param name="Description">What is computed, with what was fused into it.</param>
/// <param name="EndCall">One past its last call.</param>
/// <param name="MultiplyAdds">Multiply-adds.</param>
/// <param name="Bytes">What is read and written at least: inputs, weights, output, each once.</param>
internal sealed record ProfiledStep(string Name, string Description, int EndCall, long MultiplyAdds, long Bytes)
{
    /// <summary>That of a node.</summary>
    public static ProfiledStep Of(NetworkGraph graph, Node node, int endCall)
    {
        long floats =
            node.Shape.Length + node.Inputs.Sum(input => (long)graph.Nodes[input].Shape.Length) + node.Parameters.Sum(parameter => (long)parameter.Length);
        return new ProfiledStep(node.Name, node.Operator.Describe(), endCall, node.Operator.MultiplyAdds(graph.InputShapes(node)), floats * sizeof(float));
    }
}
