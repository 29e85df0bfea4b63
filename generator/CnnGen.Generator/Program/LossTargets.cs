using CnnGen.Generator.Ir;

namespace CnnGen.Generator.Program;

/// <summary>Where the targets of a loss stand among those of an image: labels of all losses that take labels side by side, and so the values.</summary>
internal static class LossTargets
{
    public static RegionArgument Of(NetworkGraph graph, int loss)
    {
        bool takesLabel = Loss(graph, loss).TakesLabel;
        int[] lengths = [.. Enumerable.Range(0, graph.Losses.Count).Select(other => Loss(graph, other).TakesLabel == takesLabel ? Length(graph, other) : 0)];
        return new RegionArgument(takesLabel ? Region.Labels : Region.Values, lengths.Take(loss).Sum(), lengths.Sum());
    }

    private static ILoss Loss(NetworkGraph graph, int loss) => (ILoss)graph.Nodes[graph.Losses[loss]].Operator;

    private static int Length(NetworkGraph graph, int loss) => Loss(graph, loss).TargetLength(graph.Nodes[graph.Nodes[graph.Losses[loss]].Inputs[0]].Shape);
}
