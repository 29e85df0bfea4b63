using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Passes;

/// <summary>
/// Training: what the backward pass reads of a block with checkpointing is computed once more, from what is kept of it (Chen et al., "Training deep nets with
/// sublinear memory cost", 2016). Kept are values that nodes outside of the block read, and those of the whole batch, which are few numbers and move running
/// averages when they are made.
/// Before: the backward pass is part of the graph, and nothing in it is unread. After: no node of the backward pass reads a value inside of such a block; what
/// it reads instead stands before the first that reads it, so that memory for the values is only needed from there on.
/// </summary>
internal static class RecomputeCheckpoints
{
    public static NetworkGraph Run(NetworkGraph graph)
    {
        if (!graph.IsTrainable || graph.Nodes.All(node => node.Checkpoint == 0))
        {
            return graph;
        }

        int forward = graph.Losses.Max() + 1;
        bool[] isRecomputed = Recomputed(graph, forward);
        List<Node> nodes = [.. graph.Nodes.Take(forward)];
        HashSet<string> names = [.. graph.Nodes.Select(node => node.Name)];

        // Where what a backward node reads stands now: an earlier node of the backward pass, or the second computation of a forward value.
        int[] places = [.. Enumerable.Range(0, graph.Nodes.Count)];
        HashSet<int> begun = [];
        for (int i = forward; i < graph.Nodes.Count; i++)
        {
            foreach (int block in graph.Nodes[i].Inputs.Where(input => isRecomputed[input]).Select(input => graph.Nodes[input].Checkpoint).ToList())
            {
                for (int value = 0; value < forward && !begun.Contains(block); value++)
                {
                    if (isRecomputed[value] && graph.Nodes[value].Checkpoint == block)
                    {
                        nodes.Add(Again(graph.Nodes[value], places, names));
                        places[value] = nodes.Count - 1;
                    }
                }

                begun.Add(block);
            }

            nodes.Add(graph.Nodes[i] with { Inputs = graph.Nodes[i].Inputs.Select(input => places[input]).ToEquatableArray() });
            places[i] = nodes.Count - 1;
        }

        return graph with { Nodes = nodes.ToEquatableArray() };
    }

    private static Node Again(Node node, int[] places, HashSet<string> names)
    {
        string name = node.Name + " again";
        for (int i = 2; !names.Add(name); i++)
        {
            name = FormattableString.Invariant($"{node.Name} again {i}");
        }

        return node with { Name = name, Recomputes = node.Name, Inputs = node.Inputs.Select(input => places[input]).ToEquatableArray() };
    }

    /// <summary>The forward values that the backward pass reads and does not find, and what these are computed from.</summary>
    private static bool[] Recomputed(NetworkGraph graph, int forward)
    {
        bool[] isKept = new bool[forward];
        for (int i = 0; i < forward; i++)
        {
            isKept[i] |= graph.Nodes[i].Checkpoint == 0 || graph.Nodes[i].Operator is IWholeBatch;
            foreach (int input in graph.Nodes[i].Inputs)
            {
                isKept[input] |= graph.Nodes[input].Checkpoint != graph.Nodes[i].Checkpoint;
            }
        }

        bool[] isRecomputed = new bool[graph.Nodes.Count];
        for (int i = graph.Nodes.Count - 1; i >= 0; i--)
        {
            if (i >= forward || isRecomputed[i])
            {
                foreach (int input in graph.Nodes[i].Inputs)
                {
                    isRecomputed[input] |= input < forward && !isKept[input];
                }
            }
        }

        return isRecomputed;
    }
}
