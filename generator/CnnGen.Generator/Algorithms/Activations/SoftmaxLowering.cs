using CnnGen.Generator.Algorithms.Elementwise;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;

namespace CnnGen.Generator.Algorithms.Activations;

/// <summary>The loops of <see cref="SoftmaxLoops"/>.</summary>
internal static class SoftmaxLowering
{
    public static void Lower(NodeLowering node)
    {
        LoopBuilder b = new();
        BufferLayout output = node.OutputLayout;
        ElementRuns runs = ElementRuns.Of(node.Node.Shape, node.InputLayout(0), output);
        int lanes = node.Target.LanesFor(runs.RunLength);

        Local subtracted = LargestScore(b, runs, lanes);
        Local sum = b.Declare("sum", LocalType.Vector, new Splat(0f));
        runs.Loop(b, lanes, (at, count) =>
        {
            Local e = b.Declare("e", LocalType.Vector, new LibraryFunction("Exp", new Binary(BinaryOperation.Subtract, new LoadVector("input", at[0]), subtracted)));
            b.Assign(sum, new Binary(BinaryOperation.Add, sum, new FirstLanes(e, count, 0f)));
            b.Add(new StoreVector("output", at[1], e, count));
        });
        Local total = b.Declare("total", LocalType.Vector, new Splat(new Call(Function.SumOfLanes, sum)));

        ElementRuns.Of(node.Node.Shape, output).Loop(b, lanes, (at, count) =>
            b.Add(new StoreVector("output", at[0], new Binary(BinaryOperation.Divide, new LoadVector("output", at[0]), total), count)));

        new KernelSignature()
            .Floats("input", node.Input(0))
            .Floats("output", node.Output())
            .Call(node, lanes, b, LayerComments.Of(node, "out[i] = exp(in[i] − max in) / Σ exp(in[j] − max in)"));
    }

    /// <summary>The first pass: the largest value of <c>input</c>, in every lane.</summary>
    public static Local LargestScore(LoopBuilder b, ElementRuns runs, int lanes)
    {
        Local largest = b.Declare("largest", LocalType.Vector, new Splat(float.NegativeInfinity));
        runs.Loop(b, lanes, (at, count) => b.Assign(
            largest, new Binary(BinaryOperation.Maximum, largest, new FirstLanes(new LoadVector("input", at[0]), count, float.NegativeInfinity))));
        return b.Declare("subtracted", LocalType.Vector, new Splat(new Call(Function.LargestLane, largest)));
    }
}
