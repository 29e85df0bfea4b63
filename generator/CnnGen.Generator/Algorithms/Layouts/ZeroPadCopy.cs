using CnnGen.Generator.Algorithms.Elementwise;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Shapes;

namespace CnnGen.Generator.Algorithms.Layouts;

/// <summary>Zeros, or another number, around a copy.</summary>
internal sealed record ZeroPadCopy(ZeroPad Pad) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) => context.Operator is ZeroPad pad ? new ZeroPadCopy(pad) : null;

    public override string Describe() => "copied, then the zeros around it";

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1;

    public override bool WritesAnyLayout => true;

    public override void Lower(NodeLowering node)
    {
        LoopBuilder b = new();
        TensorShape input = node.InputShape(0);
        BufferLayout output = node.OutputLayout;
        BufferLayout inside = output.Channels(Pad.ChannelsBefore, input.Channels).Rectangle(Pad.Top, Pad.Left, input);
        ElementRuns runs = ElementRuns.Of(input, node.InputLayout(0), inside);
        int lanes = node.Target.LanesFor(runs.RunLength);
        runs.Loop(b, lanes, (at, count) => b.Add(new StoreVector("output", at[1], new LoadVector("input", at[0]), count)));
        Clear(b, lanes, output, 0, 0, Pad.Top, output.Shape.Width);
        Clear(b, lanes, output, Pad.Top + input.Height, 0, Pad.Bottom, output.Shape.Width);
        Clear(b, lanes, output, Pad.Top, 0, input.Height, Pad.Left);
        Clear(b, lanes, output, Pad.Top, Pad.Left + input.Width, input.Height, Pad.Right);
        ClearChannels(b, lanes, output.Channels(0, Pad.ChannelsBefore), input);
        ClearChannels(b, lanes, output.Channels(Pad.ChannelsBefore + input.Channels, Pad.ChannelsAfter), input);
        string padded = FormattableString.Invariant($"out[{Pad.Top} + ih, {Pad.Left} + iw, {ChannelIndex(Pad.ChannelsBefore)}]");
        new KernelSignature()
            .Floats("input", node.Input(0))
            .Floats("output", node.Output())
            .Call(node, lanes, b, LayerComments.Of(node, padded + $" = in[ih, iw, c], and {Model.Numerals.Plain(Pad.Value)} around it"));
    }

    /// <summary>The channel of the padded image that channel c stands in, for comments.</summary>
    public static string ChannelIndex(int before) => before == 0 ? "c" : FormattableString.Invariant($"{before} + c");

    /// <summary>Zeros in some channels of the pixels that are not in the border.</summary>
    private void ClearChannels(LoopBuilder b, int lanes, BufferLayout channels, TensorShape input)
    {
        if (channels.Shape.Channels > 0)
        {
            Clear(b, lanes, channels, Pad.Top, Pad.Left, input.Height, input.Width);
        }
    }

    private void Clear(LoopBuilder b, int lanes, BufferLayout output, int row, int column, int height, int width)
    {
        if (height > 0 && width > 0)
        {
            TensorShape shape = new(height, width, output.Shape.Channels);
            var runs = ElementRuns.Of(shape, output.Rectangle(row, column, shape));
            runs.Loop(b, lanes, (at, count) => b.Add(new StoreVector("output", at[0], new Splat(Pad.Value), count)));
        }
    }
}
