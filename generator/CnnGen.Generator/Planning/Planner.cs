using CnnGen.Generator.Graph;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators;

namespace CnnGen.Generator.Planning;

/// <summary>Chooses an algorithm for every node from the ordered candidates, then the layout of every value from what its producer and its consumers need.</summary>
internal static class Planner
{
    public static NetworkPlan Run(
        NetworkGraph graph, Target target, int microBatch, bool allowsWinograd = false, bool isDivided = false, bool halvesDenseWeights = false)
    {
        Algorithm?[] algorithms = new Algorithm?[graph.Nodes.Count];
        for (int i = 0; i < algorithms.Length; i++)
        {
            algorithms[i] = Candidates.Choose(new PlanningContext(graph, i, target, microBatch, allowsWinograd, isDivided, halvesDenseWeights));
        }

        BufferLayout[] layouts = new BufferLayout[algorithms.Length];
        for (int i = 0; i < layouts.Length; i++)
        {
            List<(Algorithm Algorithm, int Input)> consumers = Consumers(graph, algorithms, i);
            Border border = default;
            foreach ((Algorithm algorithm, int input) in consumers)
            {
                border = border.Union(algorithm.InputBorder(input));
            }

            Node node = graph.Nodes[i];
            if (node.Operator is InputOperator)
            {
                bool channelsFirst = consumers.Exists(c => c.Algorithm.WantsChannelsFirst(c.Input));
                bool pastEnd = consumers.Exists(c => c.Algorithm.ReadsPastEnd(c.Input));
                algorithms[i] = channelsFirst || pastEnd || !border.IsNone ? new CopyInput(channelsFirst) : null;
            }
            else if (i != graph.Output && i != graph.Logits && algorithms[i]!.WritingChannelsFirst() is { } channelsFirst)
            {
                BufferLayout planar = channelsFirst.OutputLayout(node.Shape, border, target);
                if (consumers.TrueForAll(c => c.Algorithm.Accepts(c.Input, planar)))
                {
                    algorithms[i] = channelsFirst;
                }
            }

            layouts[i] = algorithms[i]?.OutputLayout(node.Shape, border, target) ?? BufferLayout.ChannelsLast(node.Shape, border);
        }

        int[] homes = ConcatInPlace.Run(graph, algorithms, layouts);
        BatchTail? tail = isDivided ? BatchTail.Of(graph, algorithms, layouts) : null;
        return new NetworkPlan(
            graph, target, new EquatableArray<Algorithm?>(algorithms), new EquatableArray<BufferLayout>(layouts), new EquatableArray<int>(homes), microBatch)
        {
            IsDivided = isDivided,
            Tail = tail,
            CanWriteIntoCallersMemory = tail is null && CanWriteIntoCallersMemory(graph, algorithms, layouts, homes),
        };
    }

    /// <summary>Whether the last value is all that is written and is written as the caller wants it: nothing around it, no part of it by another layer.</summary>
    private static bool CanWriteIntoCallersMemory(NetworkGraph graph, Algorithm?[] algorithms, BufferLayout[] layouts, int[] homes)
    {
        int output = graph.Output;
        return output == graph.Logits && algorithms[output] is { WritesAnyLayout: true } && layouts[output].IsDense
            && homes.Count(home => home == output) == 1 && Consumers(graph, algorithms, output).Count == 0;
    }

    /// <summary>Who reads a value, and as which of its inputs.</summary>
    public static List<(Algorithm Algorithm, int Input)> Consumers(NetworkGraph graph, Algorithm?[] algorithms, int value)
    {
        List<(Algorithm, int)> consumers = [];
        for (int node = value + 1; node < graph.Nodes.Count; node++)
        {
            EquatableArray<int> inputs = graph.Nodes[node].Inputs;
            for (int input = 0; input < inputs.Count; input++)
            {
                if (inputs[input] == value)
                {
                    consumers.Add((algorithms[node]!, input));
                }
            }
        }

        return consumers;
    }
}
