using CnnGen.Generator.Algorithms.Convolutions.Microkernel;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Convolutions;

namespace CnnGen.Generator.Algorithms.Convolutions.Gradients;

/// <summary>
/// The gradient of a convolution's weights as a product of matrices in panels. Inputs, once for each place of the window, and output gradients of all images of
/// a round are copied so that what a register tile reads follows each other in memory. <see cref="ConvolutionWeightTiles"/> reads a line of each pixel where it
/// stands: with channels a power of two, these lines displace each other from the caches.
/// </summary>
/// <param name="Operator">What is computed.</param>
/// <param name="Tile">Input channels × vectors of output channels whose sums are in registers.</param>
/// <param name="BlockChannels">Input channels of a task.</param>
/// <param name="ImagesOfRound">Images that are copied before they are multiplied, so that they are still in a cache.</param>
/// <remarks>Sums are taken pixel by pixel, image by image, as in <see cref="ConvolutionWeightTiles"/>, and to the same bits.</remarks>
internal sealed record PanelWeightGradient(ConvolutionWeightGradient Operator, RegisterTile Tile, int BlockChannels, int ImagesOfRound) : Algorithm
{
    // A load and a store, and waiting for the caches.
    private const double CyclesOfCopiedVector = 3;

    private int Taps => Operator.Convolution.Vertical.F * Operator.Convolution.Horizontal.F;

    private int Pixels => Operator.Convolution.Vertical.OutputSize * Operator.Convolution.Horizontal.OutputSize;

    /// <summary>The inputs of each place of the window.</summary>
    public TilePanels Inputs(int channels) => new("inputs", Taps, Pixels, ImagesOfRound, channels, MachineModel.CacheLine);

    /// <summary>The output gradients.</summary>
    public TilePanels Gradients(int lanes) => new("output gradients", 1, Pixels, ImagesOfRound, Operator.Convolution.Filters, Tile.Vectors * lanes);

    /// <summary>The products.</summary>
    public PanelProducts Products(int channels, int lanes) => new(Tile, lanes, Inputs(channels), Gradients(lanes));

    public static Algorithm? TryPlan(PlanningContext context)
    {
        if (context is not
            {
                IsWholeBatch: true,
                Target.Lanes: > 1,
                Operator: ConvolutionWeightGradient { Convolution: { Groups: 1 } convolution } gradient,
            })
        {
            return null;
        }

        (int channels, int lanes) = (context.InputShape(0).Channels, context.Target.Lanes);
        RegisterTile tile = PanelProducts.Registers(channels, (convolution.Filters + lanes - 1) / lanes, context.Target);
        PanelWeightGradient plan = new(gradient, tile, 0, 1);
        PanelProducts products = plan.Products(channels, lanes);
        return plan with
        {
            BlockChannels = products.ChannelsOfTask(),
            ImagesOfRound = ImageRounds.ImagesOfRows(products.Inputs.ImageBytes + products.Gradients.ImageBytes),
        };
    }

    public override string Describe() => FormattableString.Invariant(
        $"inputs and output gradients in panels, sums of {Tile.Columns} input channels × {Count.Of(Tile.Vectors, "vector")} of channels in registers, ")
        + FormattableString.Invariant($"{BlockChannels} input channels a task");

    public override Border InputBorder(int input) =>
        input == 0 ? Border.Of(Operator.Convolution.Vertical, Operator.Convolution.Horizontal) : default;

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1;

    public override double Cycles(PlanningContext context)
    {
        PanelProducts products = Products(context.InputShape(0).Channels, context.Target.Lanes);
        double bytes = products.Inputs.ImageBytes + products.Gradients.ImageBytes;
        double copies = bytes / (context.Target.Lanes * sizeof(float)) * CyclesOfCopiedVector;
        return (products.Cycles(Pixels * context.MicroBatch, context.Target) / context.MicroBatch) + copies + context.Target.Machine.ScratchCycles(bytes);
    }

    public override void Lower(NodeLowering node) => PanelWeightGradientLowering.Lower(node, this);
}
