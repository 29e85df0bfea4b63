using CnnGen.Generator.Ir;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Convolutions;

namespace CnnGen.Generator.Algorithms.Convolutions.Gradients;

/// <summary>The weight gradient of a convolution under max pooling: walks the winners, and adds the window each one saw.</summary>
internal sealed record ArgMaxWeightGradient(PooledWeightGradient Operator) : Algorithm
{
    // Maxima that would gain from a copied run, before copying pays.
    private const int UsesThatPay = 3;

    public static Algorithm? TryPlan(PlanningContext context) => context.Operator is PooledWeightGradient gradient ? new ArgMaxWeightGradient(gradient) : null;

    /// <summary>
    /// Whether runs of the input are copied to whole cache lines first, where many maxima read the same ones: a vector across two lines is loaded in twice the
    /// time.
    /// </summary>
    public bool CopiesRuns { get; init; }

    public override string Describe() =>
        "maxima only, their windows times the gradient" + (CopiesRuns ? "; runs of the input copied to whole cache lines" : "");

    public override Schedule WithLayouts(NodeLayouts layouts) => this with { CopiesRuns = CopyingPays(layouts) };

    public override Border InputBorder(int input) =>
        input == 0 ? Border.Of(Operator.Fused.Convolution.Vertical, Operator.Fused.Convolution.Horizontal) : default;

    public override bool Accepts(int input, BufferLayout layout) => input == 0 ? layout.IsChannelsLast : layout.ChannelStride == 1;

    public override void Lower(NodeLowering node) => ArgMaxWeightGradientLowering.Lower(node, this);

    /// <summary>Loads across two cache lines that whole lines would save, against the stores of the copy.</summary>
    private bool CopyingPays(NodeLayouts layouts)
    {
        Geometry.WindowAxis vertical = Operator.Fused.Convolution.Vertical;
        int lanes = layouts.Target.LanesFor(Operator.Fused.Convolution.Horizontal.F * layouts.Inputs[0].Shape.Channels);
        double crossings = lanes == 1 ? 0 : (lanes - 1) / 16.0;
        TensorShape pooled = layouts.Inputs[1].Shape;
        double saved = (double)Operator.Fused.Convolution.Filters * pooled.Height * pooled.Width * vertical.F * crossings;
        return !layouts.IsWholeBatch && saved > UsesThatPay * (double)Operator.Fused.CoveredColumns * (Operator.Fused.CoveredRows + vertical.F - 1);
    }
}

/// <summary>The input gradient of a convolution under max pooling: each pooled pixel adds one patch, the sum over its channels of shifted kernels.</summary>
internal sealed record ArgMaxInputGradient(PooledInputGradient Operator) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) => context.Operator is PooledInputGradient gradient ? new ArgMaxInputGradient(gradient) : null;

    public override string Describe() => "winners only, kernels shifted to the winner's place and summed in registers";

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1;

    public override bool WritesBorder => true;

    public override BufferLayout OutputLayout(TensorShape shape, Border border, Target target) =>
        BufferLayout.ChannelsLast(shape, border.Union(Border.Of(Operator.Fused.Convolution.Vertical, Operator.Fused.Convolution.Horizontal)));

    public override void Lower(NodeLowering node) => ArgMaxInputGradientLowering.Lower(node, this);
}
