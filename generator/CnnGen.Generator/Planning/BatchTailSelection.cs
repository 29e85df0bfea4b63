using CnnGen.Generator.Algorithms.Activations;
using CnnGen.Generator.Algorithms.Convolutions.Direct;
using CnnGen.Generator.Algorithms.Normalization;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Convolutions;

namespace CnnGen.Generator.Planning;

/// <summary>Which layers at the end of a network are computed for several images together.</summary>
internal static class BatchTailSelection
{
    /// <summary>The tail of an inference graph; null where it has none, or none that is worth it.</summary>
    public static BatchTail? Of(NetworkGraph graph, Schedule?[] schedules, BufferLayout[] layouts)
    {
        int first = graph.Nodes.Count;
        bool streams = false;
        for (int node = graph.Nodes.Count - 1; node > 0 && Follows(graph, schedules, node); node--)
        {
            first = node;
            streams |= IsDense(schedules[node]) && DirectConvolution.IsStreamed((FusedConvolution)graph.Nodes[node].Operator, InputShape(graph, node).Channels);
        }

        // The first of the tail must be the dense layer that reads the last image.
        while (first < graph.Nodes.Count && !IsDense(schedules[first]))
        {
            first++;
        }

        bool isLogitsInTail = graph.Outputs.Count == 1 && graph.Logits >= first && graph.Output >= first;
        if (!streams || !isLogitsInTail || !layouts[graph.Nodes[first].Inputs[0]].IsDense)
        {
            return null;
        }

        int boundary = graph.Nodes[first].Inputs[0];
        return OnlyReads(graph, first, boundary) ? new BatchTail(boundary) : null;
    }

    private static bool IsDense(Schedule? schedule) =>
        schedule is DirectConvolution { Operator: { AddsResidual: false, Convolution.Groups: 1 } fused } && fused.CoveredRows * fused.CoveredColumns == 1;

    private static bool Follows(NetworkGraph graph, Schedule?[] schedules, int node) =>
        graph.Nodes[node].Shape.IsVector
            && (IsDense(schedules[node]) || schedules[node] is SoftmaxLoops or LogSoftmaxLoops or ActivationLoop or NormFactorsLoop);

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
