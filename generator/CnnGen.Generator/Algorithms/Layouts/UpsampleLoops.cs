using CnnGen.Generator.Machine;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Shapes;

namespace CnnGen.Generator.Algorithms.Layouts;

/// <summary>An upsampling or its gradient: weighted sums of neighbours, with weights that are constants.</summary>
/// <param name="Rows">The pieces of the rows; each has a kernel.</param>
/// <param name="Columns">The pieces of the columns.</param>
/// <param name="Formula">For the comment.</param>
internal sealed record UpsampleLoops(EquatableArray<AxisSegment> Rows, EquatableArray<AxisSegment> Columns, string Formula) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) => context.Operator switch
    {
        Upsample upsample => new UpsampleLoops(
            AxisSegment.Outputs(upsample.Vertical).ToEquatableArray(),
            AxisSegment.Outputs(upsample.Horizontal).ToEquatableArray(),
            upsample.Vertical.Kind == UpsampleKind.Nearest
                ? FormattableString.Invariant($"out[oh, ow, c] = in[⌊oh/{upsample.Vertical.Scale}⌋, ⌊ow/{upsample.Horizontal.Scale}⌋, c]")
                : "out[oh, ow, c] = the mean of the pixels around, by their distance"),
        UpsampleGradient { Upsample: var upsample } => new UpsampleLoops(
            AxisSegment.Inputs(upsample.Vertical).ToEquatableArray(),
            AxisSegment.Inputs(upsample.Horizontal).ToEquatableArray(),
            "dInput[ih, iw, c] = Σ dOutput[oh, ow, c] over the outputs it went into, by its weight in them"),
        _ => null,
    };

    public override string Describe() => "edges and phases of the scale have loops of their own, so that all weights are constants";

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1;

    public override bool WritesAnyLayout => true;

    public override void Lower(NodeLowering node)
    {
        foreach (AxisSegment rows in Rows)
        {
            UpsampleLowering.Lower(node, this, rows);
        }
    }
}
