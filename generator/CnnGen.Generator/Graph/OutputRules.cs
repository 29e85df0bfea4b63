using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators;

namespace CnnGen.Generator.Graph;

/// <summary>What a network gives: its output, the scores before a softmax, and the loss that reads one or the other.</summary>
internal static class OutputRules
{
    /// <summary>Makes a graph of nodes that are all right.</summary>
    /// <param name="nodes">The nodes, without the loss.</param>
    /// <param name="names">Names for what is implied.</param>
    /// <param name="last">The node that the network ends in.</param>
    /// <param name="lossLayer">The layer that declares the loss, or −1.</param>
    /// <param name="spec">What was written.</param>
    /// <param name="problems">Takes advice.</param>
    public static NetworkGraph Finish(NodeList nodes, LayerNames names, int last, int lossLayer, NetworkSpec spec, List<Problem> problems)
    {
        Loss? loss = lossLayer < 0 ? null : LayerDefinitions.Find(spec.Layers[lossLayer].Kind)!.Loss!;
        int logits = loss is { IncludesSoftmax: true } || nodes[last].Operator is not Softmax ? last : nodes[last].Inputs[0];
        int output = loss is { IncludesSoftmax: true } ? nodes.Add(names.Implied(Softmax.Definition.Prefix), new Softmax(), [last]) : last;
        int lossNode = -1;
        if (loss is not null)
        {
            lossNode = nodes.Add(names[lossLayer], loss, [loss.IncludesSoftmax ? logits : output]);
            if (nodes.ToEquatableArray().All(node => node.Parameters.Count == 0))
            {
                problems.Add(new Problem(DiagnosticIds.NothingToTrain, lossLayer, null, [names[lossLayer], spec.Name]));
            }
        }

        return new NetworkGraph(nodes.ToEquatableArray(), output, logits, lossNode);
    }

    /// <summary>Reports layers whose output nothing reads: a branch that <c>From</c> leaves behind.</summary>
    public static void ReportUnused(NetworkSpec spec, LayerNames names, bool[] isRead, int last, int loss, List<Problem> problems)
    {
        for (int i = 0; i < isRead.Length; i++)
        {
            if (!isRead[i] && i != last && i != loss)
            {
                problems.Add(new Problem(DiagnosticIds.UnusedOutput, i, null, [names[i], spec.Name]));
            }
        }
    }
}
