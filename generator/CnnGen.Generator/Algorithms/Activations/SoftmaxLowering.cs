using CnnGen.Generator.Algorithms.Elementwise;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;

namespace CnnGen.Generator.Algorithms.Activations;

/// <summary>The loops of <see cref="SoftmaxLoops"/>.</summary>
internal static class SoftmaxLowering
{
    public static void Lower(NodeLowering node, bool isOverChannels)
    {
        LoopBuilder b = new();
        (BufferLayout input, BufferLayout output) = (node.InputLayout(0), node.OutputLayout);
        int lanes = node.Target.LanesFor(isOverChannels ? node.Node.Shape.Channels : ElementRuns.Of(node.Node.Shape, input, output).RunLength);
        SoftmaxGroups.Each(
            b,
            node.Node.Shape,
            isOverChannels,
            [("input", input), ("output", output)],
            (layouts, names) => Values(b, layouts[0], layouts[1], lanes, names[0], names[1]));

        string formula = isOverChannels
            ? "out[c] = exp(in[c] − max in) / Σ exp(in[k] − max in), for each pixel"
            : "out[i] = exp(in[i] − max in) / Σ exp(in[j] − max in)";
        new KernelSignature()
            .Floats("input", node.Input(0))
            .Floats("output", node.Output())
            .Call(node, lanes, b, LayerComments.Of(node, formula));
    }

    private static void Values(LoopBuilder b, BufferLayout inputLayout, BufferLayout outputLayout, int lanes, string input, string output)
    {
        ElementRuns runs = ElementRuns.Of(outputLayout.Shape, inputLayout, outputLayout);
        Local subtracted = LargestScore(b, runs, lanes, input);
        Local sum = b.Declare("sum", LocalType.Vector, new Splat(0f));
        runs.Loop(b, lanes, (at, count) =>
        {
            Local e =
                b.Declare("e", LocalType.Vector, new LibraryFunction("Exp", new Binary(BinaryOperation.Subtract, new LoadVector(input, at[0]), subtracted)));
            b.Assign(sum, new Binary(BinaryOperation.Add, sum, new FirstLanes(e, count, 0f)));
            b.Add(new StoreVector(output, at[1], e, count));
        });
        Local total = b.Declare("total", LocalType.Vector, new Splat(new Call(Function.SumOfLanes, sum)));

        ElementRuns.Of(outputLayout.Shape, outputLayout).Loop(b, lanes, (at, count) =>
            b.Add(new StoreVector(output, at[0], new Binary(BinaryOperation.Divide, new LoadVector(output, at[0]), total), count)));
    }

    /// <summary>The first pass: the largest value of the input, in every lane.</summary>
    public static Local LargestScore(LoopBuilder b, ElementRuns runs, int lanes, string input = "input")
    {
        Local largest = b.Declare("largest", LocalType.Vector, new Splat(float.NegativeInfinity));
        runs.Loop(b, lanes, (at, count) => b.Assign(
            largest, new Binary(BinaryOperation.Maximum, largest, new FirstLanes(new LoadVector(input, at[0]), count, float.NegativeInfinity))));
        return b.Declare("subtracted", LocalType.Vector, new Splat(new Call(Function.LargestLane, largest)));
    }
}
