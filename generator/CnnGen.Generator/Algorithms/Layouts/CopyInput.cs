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
        node.Call(
            CopyLayout.Lower(
                "ReadInput",
                node.Lanes,
                from,
                node.OutputLayout,
                "The image, from the caller's memory to where windows can run over its border",
                UnrollLimit),
            eachImage: true,
            node.InputMemory(),
            node.Output());
    }
}
