using CnnGen.Generator.Algorithms.Layouts;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Shapes;

namespace CnnGen.Generator.Planning;

/// <summary>
/// Lets the operands of a concatenation be written where they stand in its result, if their producers and all their readers can do with that.
/// </summary>
internal static class ConcatInPlace
{
    /// <summary>Changes the layouts of such operands. Gives, for each node, the node in whose buffer its value stands.</summary>
    public static int[] Run(NetworkGraph graph, Schedule?[] schedules, BufferLayout[] layouts)
    {
        int[] aliases = [.. Enumerable.Range(0, graph.Nodes.Count)];

        // Later ones first: a concatenation may itself be an operand of another one.
        for (int concat = graph.Nodes.Count - 1; concat > 0; concat--)
        {
            if (graph.Nodes[concat].Operator is not Concat { Axis: var axis })
            {
                continue;
            }

            int first = 0;
            foreach (int operand in graph.Nodes[concat].Inputs)
            {
                TensorShape shape = graph.Nodes[operand].Shape;
                BufferLayout part = ConcatCopy.Part(layouts[concat], axis, first, shape);
                first += shape.Along(axis);
                if (aliases[operand] == operand && CanStandIn(graph, schedules, layouts, concat, operand, part))
                {
                    layouts[operand] = part;
                    aliases[operand] = aliases[concat];
                }
            }
        }

        return aliases;
    }

    private static bool CanStandIn(NetworkGraph graph, Schedule?[] schedules, BufferLayout[] layouts, int concat, int operand, BufferLayout part)
    {
        EquatableArray<int> operands = graph.Nodes[concat].Inputs;
        bool isResult = graph.IsResult(operand);
        bool isTwice = operands.Count(other => other == operand) > 1;
        bool isWritable = schedules[operand] is { WritesAnyLayout: true } && layouts[operand].ChannelStride == 1;
        if (isResult || isTwice || !isWritable || layouts[concat].ChannelStride != 1 || !layouts[operand].Border.IsNone)
        {
            return false;
        }

        return Planner.Consumers(graph, schedules, operand).TrueForAll(reader => reader.Schedule.Accepts(reader.Input, part));
    }
}
