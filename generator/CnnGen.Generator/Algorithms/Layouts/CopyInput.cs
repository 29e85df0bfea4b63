using CnnGen.Generator.Ir;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Program;

namespace CnnGen.Generator.Algorithms.Layouts;

/// <summary>The image, copied from the caller's memory to where the first layer can read it with padding and whole vectors.</summary>
internal sealed record CopyInput(bool ChannelsFirst) : Algorithm
{
    public override string Describe() => (ChannelsFirst ? "copied, channels first" : "copied") + Unrolling;

    public override BufferLayout OutputLayout(TensorShape shape, Border border, Target target) =>
        ChannelsFirst ? BufferLayout.ChannelsFirst(shape, border, target.Lanes) : BufferLayout.ChannelsLast(shape, border);

    public override void Lower(NodeLowering node)
    {
        BufferLayout from = BufferLayout.ChannelsLast(node.Node.Shape, default);
        new KernelSignature()
            .Floats("input", node.InputMemory())
            .Floats("output", node.Output())
            .WithTasks(node, node.Node.Shape.Height)
            .Call(
                node,
                node.Lanes,
                CopyLayout.Body(node.Lanes, from, node.OutputLayout, UnrollLimit, node.IsParallel),
                ["The image, from the caller's memory to where windows can run over its border."],
                "Read");
    }
}
