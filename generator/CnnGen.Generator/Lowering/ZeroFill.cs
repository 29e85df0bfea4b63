using CnnGen.Generator.Loops;

namespace CnnGen.Generator.Lowering;

/// <summary>Zeros in a node's output, before kernels add to it or where they leave gaps.</summary>
internal static class ZeroFill
{
    public static void Lower(NodeLowering node)
    {
        LoopBuilder b = new();
        ElementRuns runs = ElementRuns.Of(node.Node.Shape, node.OutputLayout);
        int lanes = node.Target.LanesFor(runs.RunLength);
        runs.Loop(b, lanes, (at, count) => b.Add(new StoreVector("output", at[0], new Splat(0f), count)));
        new KernelSignature()
            .Floats("output", node.Output())
            .Call(node, lanes, b, [$"{node.Node.Name}: zeros, since not every value is written once."], "Clear");
    }
}
