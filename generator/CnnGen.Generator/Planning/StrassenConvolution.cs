using CnnGen.Generator.Lowering;
using CnnGen.Generator.Operators;

namespace CnnGen.Generator.Planning;

/// <summary>
/// A 1×1 convolution by one level of Strassen's algorithm, in Winograd's form. It is a product of two matrices, pixels × input channels and input channels × filters; with both cut into
/// quarters, seven products of sums of quarters take the place of eight.
/// </summary>
/// <param name="Operator">What is computed.</param>
/// <param name="Rows">Rows of outputs that make a block, whose sums and products stay near; they divide the image.</param>
/// <param name="Tile">Pixels × vectors of channels whose products stay in registers.</param>
/// <param name="Speed">How many times as fast as direct convolution, by estimate.</param>
internal sealed record StrassenConvolution(FusedConvolution Operator, int Rows, RegisterTile Tile, double Speed) : Algorithm
{
    /// <summary>Products of quarters.</summary>
    public const int Products = 7;

    /// <summary>Pixels of one half of a block; an odd one has no partner in the other half.</summary>
    public int Pixels => ((Rows * Operator.CoveredColumns) + 1) / 2;

    /// <summary>Bytes of a block's sums and products.</summary>
    public int BlockBytes(int channels) => Products * Pixels * (channels + Operator.Convolution.Filters) / 2 * sizeof(float);

    public static Algorithm? TryPlan(PlanningContext context) =>
        context is { AllowsWinograd: true, Target.Lanes: > 1, Operator: FusedConvolution { KeepsWinners: false, SharedWeight: null, Pool: null } fused }
            && fused.Convolution is { Groups: 1, Vertical.F: 1, Horizontal.F: 1 }
            && context.InputShape(0).Channels % (2 * context.Target.Lanes) == 0
            && fused.Convolution.Filters % (2 * context.Target.Lanes) == 0
            ? StrassenPlans.Best(fused, context.InputShape(0).Channels, context.Target)
            : null;

    public override string Describe() => FormattableString.Invariant(
        $"Strassen's algorithm, {Products} products of half the pixels, half the input channels and half the filters instead of 8, in blocks of {Rows} rows; {Tile.Columns} pixels × {Tile.Vectors} vectors of channels in registers; {Speed:F2} times direct speed by estimate");

    public override Border InputBorder(int input) => input == 0 ? Border.Of(Operator.Convolution.Vertical, Operator.Convolution.Horizontal) : default;

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1;

    public override bool ReadsPastEnd(int input) => false;

    public override bool WritesAnyLayout => true;

    public override void Lower(NodeLowering node) => StrassenLowering.Lower(node, this);

    /// <summary>Estimated cycles: sums of quarters, products, and weights from memory.</summary>
    public double Cycles(int channels, Target target)
    {
        int blocks = Operator.CoveredRows / Rows;
        int inputVectors = channels / 2 / target.Lanes;
        int outputVectors = Operator.Convolution.Filters / 2 / target.Lanes;
        double sums = (double)Pixels * ((inputVectors * MachineModel.CyclesOfQuartersIn) + (outputVectors * MachineModel.CyclesOfQuartersOut));
        double products = Products * Tile.Cycles(1, Pixels, outputVectors, channels / 2, target);
        double weightBytes = (double)Products * channels / 2 * outputVectors * target.Lanes * sizeof(float);
        return (blocks * (sums + products)) + target.Machine.WeightCycles(weightBytes, 1, blocks * (sums + products));
    }
}
