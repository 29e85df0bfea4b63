using CnnGen.Generator.Graph;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators;

namespace CnnGen.Generator.Planning;

/// <summary>
/// The dense layers at the end of a network with what follows them: computed for several images together, so that their weights, which memory brings
/// slowly, are read once for all of them.
/// </summary>
/// <param name="Boundary">The last node that is computed image by image.</param>
internal sealed record BatchTail(int Boundary)
{
    /// <summary>Images of a batch at most.</summary>
    public const int Images = 24;

    /// <summary>The tail of an inference graph; null where it has none, or none that is worth it.</summary>
    public static BatchTail? Of(NetworkGraph graph, Algorithm?[] algorithms, BufferLayout[] layouts)
    {
        int first = graph.Nodes.Count;
        bool streams = false;
        for (int node = graph.Nodes.Count - 1; node > 0 && Follows(graph, algorithms, node); node--)
        {
            first = node;
            streams |= IsDense(algorithms[node]) && DirectConvolution.IsStreamed((FusedConvolution)graph.Nodes[node].Operator, InputShape(graph, node).Channels);
        }

        // The first of the tail must be the dense layer that reads the last image.
        while (first < graph.Nodes.Count && !IsDense(algorithms[first]))
        {
            first++;
        }

        bool isLogitsInTail = graph.Logits >= first && graph.Output >= first;
        if (!streams || !isLogitsInTail || !layouts[graph.Nodes[first].Inputs[0]].IsDense)
        {
            return null;
        }

        int boundary = graph.Nodes[first].Inputs[0];
        return OnlyReads(graph, first, boundary) ? new BatchTail(boundary) : null;
    }

    private static bool IsDense(Algorithm? algorithm) =>
        algorithm is DirectConvolution { Operator: { AddsResidual: false, Convolution.Groups: 1 } fused } && fused.CoveredRows * fused.CoveredColumns == 1;

    private static bool Follows(NetworkGraph graph, Algorithm?[] algorithms, int node) =>
        graph.Nodes[node].Shape.IsVector && (IsDense(algorithms[node]) || algorithms[node] is SoftmaxLoops or LogSoftmaxLoops or ActivationLoop or NormFactorsLoop);

    private static TensorShape InputShape(NetworkGraph graph, int node) => graph.Nodes[graph.Nodes[node].Inputs[0]].Shape;

    private static bool OnlyReads(NetworkGraph graph, int first, int boundary)
    {
        for (int node = first; node < graph.Nodes.Count; node++)
        {
            EquatableArray<int> inputs = graph.Nodes[node].Inputs;
            if (inputs.Any(input => input != boundary && input < first))
            {
                return false;
            }
        }

        return boundary == first - 1;
    }
}
