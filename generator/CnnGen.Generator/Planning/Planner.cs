using CnnGen.Generator.Algorithms;
using CnnGen.Generator.Algorithms.Layouts;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Shapes;

namespace CnnGen.Generator.Planning;

/// <summary>
/// Chooses a schedule for every node from the list of algorithms, then the layout of every value from what its producer and its consumers need.
/// </summary>
internal static class Planner
{
    public static NetworkPlan Run(
        NetworkGraph graph, Target target, int microBatch, bool allowsWinograd = false, bool isParallel = false, bool bf16DenseWeights = false,
        bool keepsRunnersUp = false, bool isWholeBatch = false)
    {
        Schedule?[] schedules = new Schedule?[graph.Nodes.Count];
        Choice?[] choices = new Choice?[graph.Nodes.Count];
        int[] originals = graph.Originals();
        for (int i = 0; i < schedules.Length; i++)
        {
            if (originals[i] != i && graph.Nodes[originals[i]].Operator == graph.Nodes[i].Operator)
            {
                // The same algorithm gives the same bits. Another operator has a pool that keeps the places of its maxima the second time only.
                (schedules[i], choices[i]) = (schedules[originals[i]], choices[originals[i]]);
                continue;
            }

            (Algorithm Algorithm, Choice Choice)? chosen =
                AlgorithmList.Choose(new PlanningContext(graph, i, target, microBatch, allowsWinograd, isParallel, bf16DenseWeights)
                {
                    KeepsRunnersUp = keepsRunnersUp,
                    IsWholeBatch = isWholeBatch,
                });
            (schedules[i], choices[i]) = (chosen?.Algorithm, chosen?.Choice);
        }

        BufferLayout[] layouts = new BufferLayout[schedules.Length];
        for (int i = 0; i < layouts.Length; i++)
        {
            List<(Schedule Schedule, int Input)> consumers = Consumers(graph, schedules, i);
            Border border = default;
            foreach ((Schedule schedule, int input) in consumers)
            {
                border = border.Union(schedule.InputBorder(input));
            }

            Node node = graph.Nodes[i];
            if (node.Operator is InputOperator)
            {
                bool channelsFirst = consumers.Exists(c => c.Schedule.WantsChannelsFirst(c.Input));
                bool pastEnd = consumers.Exists(c => c.Schedule.ReadsPastEnd(c.Input));
                schedules[i] = channelsFirst || pastEnd || !border.IsNone ? new CopyInput(channelsFirst) : null;
            }
            else if (!graph.IsResult(i) && schedules[i]!.WritingChannelsFirst() is { } channelsFirst)
            {
                BufferLayout planar = channelsFirst.OutputLayout(node.Shape, border, target);
                if (consumers.TrueForAll(c => c.Schedule.Accepts(c.Input, planar)))
                {
                    schedules[i] = channelsFirst;
                }
            }

            layouts[i] = schedules[i]?.OutputLayout(node.Shape, border, target) ?? BufferLayout.ChannelsLast(node.Shape, border);
        }

        int[] aliases = ConcatInPlace.Run(graph, schedules, layouts);
        for (int i = 0; i < schedules.Length; i++)
        {
            EquatableArray<BufferLayout> inputs = graph.Nodes[i].Inputs.Select(input => layouts[input]).ToEquatableArray();
            schedules[i] = schedules[i]?.WithLayouts(new NodeLayouts(target, isParallel, inputs, layouts[i])
            {
                IsWholeBatch = isWholeBatch,
                ReaderMultiplyAdds = ReaderMultiplyAdds(graph, i),
            });
        }

        BatchTail? tail = isParallel ? BatchTailSelection.Of(graph, schedules, layouts) : null;
        return new NetworkPlan(
            graph, target, new EquatableArray<Schedule?>(schedules), new EquatableArray<BufferLayout>(layouts), new EquatableArray<int>(aliases), microBatch)
        {
            Choices = new EquatableArray<Choice?>(choices),
            IsParallel = isParallel,
            IsWholeBatch = isWholeBatch,
            Tail = tail,
            CanWriteIntoCallersMemory = tail is null && CanWriteIntoCallersMemory(graph, schedules, layouts, aliases),
        };
    }

    /// <summary>
    /// Whether the last value is all that is written and is written as the caller wants it: nothing around it, no part of it by another layer.
    /// </summary>
    private static bool CanWriteIntoCallersMemory(NetworkGraph graph, Schedule?[] schedules, BufferLayout[] layouts, int[] aliases)
    {
        int output = graph.Output;
        return graph.Outputs.Count == 1 && output == graph.Logits && schedules[output] is { WritesAnyLayout: true } && layouts[output].IsDense
            && aliases.Count(alias => alias == output) == 1 && Consumers(graph, schedules, output).Count == 0;
    }

    /// <summary>
    /// Multiply-adds for each float of a value, of the reader that does most. A concatenation only hands on; what no layer reads, nobody is known to read soon.
    /// </summary>
    private static double ReaderMultiplyAdds(NetworkGraph graph, int value)
    {
        double? most = null;
        for (int reader = value + 1; reader < graph.Nodes.Count; reader++)
        {
            Node node = graph.Nodes[reader];
            if (Reads(node, value))
            {
                double each = node.Operator is Concat
                    ? ReaderMultiplyAdds(graph, reader)
                    : (double)node.Operator.MultiplyAdds(graph.InputShapes(node)) / graph.Nodes[value].Shape.Length;
                most = Math.Max(most ?? 0, each);
            }
        }

        return most ?? double.PositiveInfinity;
    }

    /// <summary>Asked for each pair of nodes, so without an enumerator of the inputs.</summary>
    private static bool Reads(Node node, int value)
    {
        EquatableArray<int> inputs = node.Inputs;
        for (int input = 0; input < inputs.Count; input++)
        {
            if (inputs[input] == value)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Who reads a value, and as which of its inputs.</summary>
    public static List<(Schedule Schedule, int Input)> Consumers(NetworkGraph graph, Schedule?[] schedules, int value)
    {
        List<(Schedule, int)> consumers = [];
        for (int node = value + 1; node < graph.Nodes.Count; node++)
        {
            EquatableArray<int> inputs = graph.Nodes[node].Inputs;
            for (int input = 0; input < inputs.Count; input++)
            {
                if (inputs[input] == value)
                {
                    consumers.Add((schedules[node]!, input));
                }
            }
        }

        return consumers;
    }
}
