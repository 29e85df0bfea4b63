using CnnGen.Generator.Blocks;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Operators.Activations;
using CnnGen.Generator.Operators.Losses;

namespace CnnGen.Generator.Graph;

/// <summary>What a network gives: its output, the scores before a softmax, and the loss that reads one or the other.</summary>
internal static class OutputRules
{
    /// <summary>Makes a graph of nodes that are all right.</summary>
    /// <param name="nodes">The nodes, without the loss.</param>
    /// <param name="names">Names for what is implied.</param>
    /// <param name="last">The node that the network ends in.</param>
    /// <param name="lossLayer">The layer that declares the loss, or −1.</param>
    /// <param name="loss">That loss.</param>
    /// <param name="network">The network's name.</param>
    /// <param name="problems">Takes advice.</param>
    public static NetworkGraph Finish(NodeList nodes, LayerNames names, int last, int lossLayer, Loss? loss, string network, List<Problem> problems)
    {
        int logits = loss is { IncludesSoftmax: true } || nodes[last].Operator is not Softmax ? last : nodes[last].Inputs[0];
        int output = loss is { IncludesSoftmax: true } ? nodes.Add(names.Implied(Softmax.Definition.Prefix, -1), new Softmax(), [last]) : last;
        int lossNode = -1;
        if (loss is not null)
        {
            lossNode = nodes.Add(names[lossLayer], loss, [loss.IncludesSoftmax ? logits : output]);
            if (nodes.ToEquatableArray().All(node => node.Parameters.Count == 0))
            {
                problems.Add(new Problem(DiagnosticIds.NothingToTrain, lossLayer, null, [names[lossLayer], network]));
            }
        }

        return new NetworkGraph(nodes.ToEquatableArray(), output, logits, lossNode);
    }

    /// <summary>Reports layers whose output nothing reads: a branch that <c>From</c> leaves behind.</summary>
    public static void ReportUnused(
        string network, IReadOnlyList<ExpandedItem> items, LayerNames names, bool[] isRead, int last, int loss, List<Problem> problems)
    {
        for (int i = 0; i < isRead.Length; i++)
        {
            if (!isRead[i] && i != last && i != loss && items[i].Opens is null)
            {
                problems.Add(new Problem(DiagnosticIds.UnusedOutput, i, null, [names.Subject(i), network]));
            }
        }
    }
}
