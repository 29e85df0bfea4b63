using CnnGen.Generator.Algorithms.Elementwise;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;

namespace CnnGen.Generator.Algorithms.Layouts;

/// <summary>Layers that only move values: the input from one layout to another, in the longest runs both have.</summary>
internal static class CopyRuns
{
    public static void Lower(NodeLowering node, int input, BufferLayout from, BufferLayout to, string formula)
    {
        ElementRuns runs = ElementRuns.Of(node, from.Shape, from, to);
        LoopBuilder b = runs.Builder();
        int lanes = node.Target.LanesFor(runs.RunLength);
        if (lanes == 1 && ShortLoop.IsWrittenOut(node.Lanes, from.Shape.Channels, node.Schedule.UnrollLimit))
        {
            b.ForTasks(
                "row",
                0,
                from.Shape.Height,
                row => b.For("column", from.Shape.Width, column => ShortLoop.Write(b, node.Lanes, "c", from.Shape.Channels, node.Schedule.UnrollLimit, c =>
                    b.Add(new StoreElement("output", to.At(row, column, c), new LoadElement("input", from.At(row, column, c)))))));
        }
        else
        {
            runs.Loop(b, lanes, (at, count) => b.Add(new StoreVector("output", at[1], new LoadVector("input", at[0]), count)));
        }

        new KernelSignature()
            .Floats("input", node.Input(input))
            .Floats("output", node.Output())
            .WithTasks(node, runs.Tasks)
            .Call(node, lanes, b, LayerComments.Of(node, formula));
    }
}
