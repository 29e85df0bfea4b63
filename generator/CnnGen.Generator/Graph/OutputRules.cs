using CnnGen.Generator.Blocks;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators;
using CnnGen.Generator.Operators.Activations;
using CnnGen.Generator.Operators.Losses;

namespace CnnGen.Generator.Graph;

/// <summary>What a network gives: its outputs, the scores before a softmax or sigmoid, and the losses that read one or the other.</summary>
internal static class OutputRules
{
    /// <summary>Makes a graph of nodes that are all right.</summary>
    /// <param name="nodes">The nodes, without the losses.</param>
    /// <param name="names">Names for what is implied.</param>
    /// <param name="outputs">What the network gives.</param>
    /// <param name="losses">The losses.</param>
    /// <param name="nodeOf">The node of a layer.</param>
    /// <param name="network">The network's name.</param>
    /// <param name="problems">Takes advice.</param>
    public static NetworkGraph Finish(
        NodeList nodes,
        LayerNames names,
        List<DeclaredOutput> outputs,
        List<DeclaredLoss> losses,
        Func<int, int> nodeOf,
        string network,
        List<Problem> problems)
    {
        EquatableArray<NetworkOutput> results = outputs
            .Select(output =>
                Result(nodes, names, output.Name, nodeOf(output.Layer), losses.Find(loss => loss.Source == output.Layer && loss.Loss.ReadsLogits)?.Loss))
            .ToEquatableArray();
        EquatableArray<int> lossNodes = losses.Select(loss => nodes.Add(names[loss.Layer], loss.Loss, [nodeOf(loss.Source)])).ToEquatableArray();
        if (losses.Count > 0 && nodes.ToEquatableArray().All(node => node.Parameters.Count == 0))
        {
            problems.Add(new Problem(DiagnosticIds.NothingToTrain, losses[0].Layer, null, [names[losses[0].Layer], network]));
        }

        return new NetworkGraph(nodes.ToEquatableArray(), results, lossNodes);
    }

    /// <summary>Reports layers whose output nothing reads: a branch that <c>From</c> leaves behind.</summary>
    public static void ReportUnused(
        string network, IReadOnlyList<ExpandedItem> items, LayerNames names, bool[] isRead, List<DeclaredOutput> outputs, List<Problem> problems)
    {
        for (int i = 0; i < isRead.Length; i++)
        {
            bool isValue = items[i].Opens is null && LayerDefinitions.Find(items[i].Spec.Kind) is not ({ Loss: not null } or { IsOutput: true });
            if (!isRead[i] && isValue && outputs.TrueForAll(output => output.Layer != i))
            {
                problems.Add(new Problem(DiagnosticIds.UnusedOutput, i, null, [names.Subject(i), network]));
            }
        }
    }

    /// <summary>The names that an <c>Output</c> lists.</summary>
    public static EquatableArray<string> Names(LayerSpec spec) =>
        (spec.Arguments.FirstOrDefault(argument => argument.Name == "operands")?.Value as NamesArgument)?.Values ?? [];

    private static NetworkOutput Result(NodeList nodes, LayerNames names, string name, int value, Loss? lossOfLogits)
    {
        if (lossOfLogits?.OutputActivation(nodes[value].Shape) is { } activation)
        {
            string kind = LayerDefinitions.All.First(definition => definition.Kind == activation.GetType().Name).Prefix;
            return new NetworkOutput(name, nodes.Add(names.Implied(kind, -1), activation, [value]), value);
        }

        return new NetworkOutput(name, value, nodes[value].Operator is Softmax ? nodes[value].Inputs[0] : value);
    }
}

/// <summary>What a network calls one of its outputs.</summary>
/// <param name="Name">The name.</param>
/// <param name="Layer">The layer that gives it.</param>
internal sealed record DeclaredOutput(string Name, int Layer);

/// <summary>A loss that a network declares.</summary>
/// <param name="Layer">Its attribute.</param>
/// <param name="Loss">The loss.</param>
/// <param name="Source">The layer that it reads.</param>
internal sealed record DeclaredLoss(int Layer, Loss Loss, int Source);
