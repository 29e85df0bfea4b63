using CnnGen.Generator.Lowering;
using CnnGen.Generator.Operators;

namespace CnnGen.Generator.Planning;

/// <summary>
/// A 1×1 convolution by one level of Strassen's algorithm, in Winograd's form. It is a product of two matrices, pixels × input channels and input channels × filters; with both cut into
/// quarters, seven products of sums of quarters take the place of eight.
/// </summary>
/// <param name="Operator">What is computed.</param>
/// <param name="Tile">Pixels × vectors of channels whose products stay in registers.</param>
/// <param name="Speed">How many times as fast as direct convolution, by estimate.</param>
internal sealed record StrassenConvolution(FusedConvolution Operator, RegisterTile Tile, double Speed) : Algorithm
{
    /// <summary>Products of quarters.</summary>
    public const int Products = 7;

    // An eighth of the products is all that can be saved, and estimates are not exact.
    private const double LeastGain = 1.03;

    // The weights of a tile are more than the first cache holds: with fewer pixels that share a vector of them, the second does not bring them as fast as they are used.
    private const int LeastPixels = 5;
    private const int MostVectors = 3;

    public static Algorithm? TryPlan(PlanningContext context)
    {
        int channels = context.Node.Inputs.Count > 0 ? context.InputShape(0).Channels : 0;
        if (context is not { AllowsWinograd: true, Target.Lanes: > 1, Operator: FusedConvolution { KeepsWinners: false, SharedWeight: null, Pool: null } fused }
            || fused.Convolution is not { Groups: 1, Vertical.F: 1, Horizontal.F: 1 }
            || channels % (2 * context.Target.Lanes) != 0
            || fused.Convolution.Filters % (2 * context.Target.Lanes) != 0)
        {
            return null;
        }

        StrassenConvolution strassen = new(fused, Cheapest(fused, channels / 2, context.Target), 1);
        double speed = DirectConvolution.CyclesOfBest(fused, channels, context.Target) / strassen.Cycles(channels, context.Target);
        return speed < LeastGain ? null : strassen with { Speed = speed };
    }

    /// <summary>Pixels of one half of the outputs; an odd one has no partner in the other half.</summary>
    public static int Half(FusedConvolution fused) => ((fused.CoveredRows * fused.CoveredColumns) + 1) / 2;

    public override string Describe() => FormattableString.Invariant(
        $"Strassen's algorithm, {Products} products of half the pixels, half the input channels and half the filters instead of 8; {Tile.Columns} pixels × {Tile.Vectors} vectors of channels in registers; {Speed:F2} times direct speed by estimate");

    public override Border InputBorder(int input) => input == 0 ? Border.Of(Operator.Convolution.Vertical, Operator.Convolution.Horizontal) : default;

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1;

    public override bool ReadsPastEnd(int input) => false;

    public override bool WritesAnyLayout => true;

    public override void Lower(NodeLowering node) => StrassenLowering.Lower(node, this);

    private static RegisterTile Cheapest(FusedConvolution fused, int steps, Target target)
    {
        int pixels = Half(fused);
        int vectors = fused.Convolution.Filters / 2 / target.Lanes;
        return Enumerable.Range(1, Math.Min(MostVectors, vectors))
            .SelectMany(most => Enumerable.Range(LeastPixels, LeastPixels).Select(unit => RegisterTile.Choose(1, pixels, most, steps, 1, unit, target)))
            .Where(tile => tile.Sums > 0)
            .OrderBy(tile => tile.Cycles(1, pixels, vectors, steps, target))
            .FirstOrDefault();
    }

    /// <summary>Estimated cycles: sums of quarters, products, and weights from memory.</summary>
    private double Cycles(int channels, Target target)
    {
        int pixels = Half(Operator);
        int inputVectors = channels / 2 / target.Lanes;
        int outputVectors = Operator.Convolution.Filters / 2 / target.Lanes;
        double sums = (double)pixels * ((inputVectors * MachineModel.CyclesOfQuartersIn) + (outputVectors * MachineModel.CyclesOfQuartersOut));
        double products = Products * Tile.Cycles(1, pixels, outputVectors, channels / 2, target);
        double weightBytes = (double)Products * channels / 2 * outputVectors * target.Lanes * sizeof(float);
        return sums + products + MachineModel.WeightCycles(weightBytes, 1, sums + products);
    }
}
