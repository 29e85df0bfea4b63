using CnnGen.Generator.Algorithms.Convolutions.Microkernel;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Convolutions;
using CnnGen.Generator.Program;
using CnnGen.Geometry;

namespace CnnGen.Generator.Algorithms.Convolutions.Winograd;

/// <summary>
/// The gradient of a convolution's weights by Winograd's algorithm F(F, r): the F weights of an axis are the outputs of a filter whose r taps are neighbouring
/// gradients. Tiles of inputs and of output gradients are brought to the points, image by image; at each point, products are summed over the tiles of all
/// images, a product of matrices; the sums are transformed back once. A task has one point, so that it reads each tile once or a few times, and sums that stay
/// in its first caches.
/// </summary>
/// <param name="Operator">What is computed.</param>
/// <param name="Vertical">The transform along columns: outputs are rows of the kernel, taps rows of a tile.</param>
/// <param name="Horizontal">The transform along rows.</param>
/// <param name="Rows">Rows of tiles of an image.</param>
/// <param name="Columns">Columns of tiles of an image.</param>
/// <param name="Tile">Input channels × vectors of output channels whose sums are in registers.</param>
/// <param name="BlockChannels">Input channels of a task.</param>
/// <param name="BlockPanels">Panels of output channels of a task.</param>
/// <param name="Round">Images whose tiles are brought to the points before they are multiplied, so that they are still in a cache.</param>
/// <remarks>
/// The error is that of a sum in single precision taken one by one: it grows with the number of tiles, as that one with the number of pixels, and by the
/// transforms.
/// </remarks>
internal sealed record WinogradWeightGradient(
    ConvolutionWeightGradient Operator,
    WinogradAxis Vertical,
    WinogradAxis Horizontal,
    int Rows,
    int Columns,
    RegisterTile Tile,
    int BlockChannels,
    int BlockPanels,
    RoundSize Round)
    : Algorithm
{
    // A task's sums, beside the tiles that pass by in the second cache.
    private const int SumBytes = 64 * 1024;

    // What is felt of reading a tile of one channel, of the multiply-adds of a vector: half of what the last cache takes for it.
    private const double MultiplyAddsOfValue = 4;

    // Three roundings instead of one, and memory at the points, must be worth it.
    public override double RequiredGain => WinogradConvolution.Gain;

    /// <summary>Tiles of an image.</summary>
    public int Tiles => Rows * Columns;

    public int Points => Vertical.Points * Horizontal.Points;

    /// <summary>The tiles of inputs at the points.</summary>
    public TilePanels Inputs(int channels) => new("inputs", Points, Tiles, Round.Images, channels, MachineModel.CacheLine);

    /// <summary>The tiles of output gradients at the points.</summary>
    public TilePanels Gradients(int lanes) => new("output gradients", Points, Tiles, Round.Images, Operator.Convolution.Filters, Tile.Vectors * lanes);

    /// <summary>The products at the points.</summary>
    public PanelProducts Products(int channels, int lanes) => new(Tile, lanes, Inputs(channels), Gradients(lanes));

    public static Algorithm? TryPlan(PlanningContext context)
    {
        if (context is not
            {
                AllowsWinograd: true,
                IsWholeBatch: true,
                Target.Lanes: > 1,
                Operator: ConvolutionWeightGradient { Convolution: { Groups: 1 } convolution } gradient,
            }
            || convolution is not { Vertical: { S: 1, D: 1, F: > 1 }, Horizontal: { S: 1, D: 1, F: > 1 } })
        {
            return null;
        }

        WinogradWeightGradient? best = null;
        double bestCycles = double.MaxValue;
        TensorShape output = context.InputShape(1);
        foreach (WinogradAxis vertical in Transforms(convolution.Vertical, output.Height))
        {
            foreach (WinogradAxis horizontal in Transforms(convolution.Horizontal, output.Width))
            {
                WinogradWeightGradient candidate = Plan(context, gradient, vertical, horizontal);
                double cycles = candidate.Cycles(context);
                if (cycles < bestCycles)
                {
                    (best, bestCycles) = (candidate, cycles);
                }
            }
        }

        return best;
    }

    public override string Describe() => FormattableString.Invariant(
        $"Winograd {Vertical} × {Horizontal}, {Points} products for {Vertical.Taps}×{Horizontal.Taps} gradients, summed over the tiles of all images; ")
        + FormattableString.Invariant(
            $"sums of {Tile.Columns} input channels × {Count.Of(Tile.Vectors, "vector")} of channels in registers, ")
        + FormattableString.Invariant($"{BlockChannels} × {Count.Of(BlockPanels * Tile.Vectors, "vector")} a task; prefetched: inputs");

    public override Border InputBorder(int input)
    {
        // Gradients past the end are zeros, and so must be what they are multiplied with.
        (WindowAxis vertical, WindowAxis horizontal, _, _) = Operator.Convolution;
        (int rows, int columns) = (Rows * Vertical.Taps, Columns * Horizontal.Taps);
        return input == 1
            ? new Border(0, rows - vertical.OutputSize, 0, columns - horizontal.OutputSize)
            : new Border(
                vertical.Before,
                Math.Max(vertical.After, rows + vertical.F - 1 - vertical.N - vertical.Before),
                horizontal.Before,
                Math.Max(horizontal.After, columns + horizontal.F - 1 - horizontal.N - horizontal.Before));
    }

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1;

    public override double Cycles(PlanningContext context)
    {
        (int ic, int lanes) = (context.InputShape(0).Channels, context.Target.Lanes);
        int inputVectors = (ic + lanes - 1) / lanes;
        int outputVectors = (Operator.Convolution.Filters + lanes - 1) / lanes;
        double transforms = (double)Tiles * Points * ((inputVectors * MachineModel.CyclesOfPointIn) + (outputVectors * MachineModel.CyclesOfPointIn));
        double back = (double)Points * ic * outputVectors * MachineModel.CyclesOfPointOut / context.MicroBatch;
        double products = Products(ic, lanes).Cycles(Tiles * context.MicroBatch, context.Target) / context.MicroBatch;
        double traffic = context.Target.Machine.ScratchCycles(Inputs(ic).ImageBytes + Gradients(lanes).ImageBytes);
        return transforms + products + back + traffic;
    }

    public override void Lower(NodeLowering node) => WinogradWeightGradientLowering.Lower(node, this);

    private static WinogradWeightGradient Plan(PlanningContext context, ConvolutionWeightGradient gradient, WinogradAxis vertical, WinogradAxis horizontal)
    {
        (TensorShape input, TensorShape output) = (context.InputShape(0), context.InputShape(1));
        int vectors = (output.Channels + context.Target.Lanes - 1) / context.Target.Lanes;
        int rows = (output.Height + vertical.Taps - 1) / vertical.Taps;
        int columns = (output.Width + horizontal.Taps - 1) / horizontal.Taps;
        RegisterTile tile = PanelProducts.Registers(input.Channels, vectors, context.Target);
        WinogradWeightGradient plan = new(gradient, vertical, horizontal, rows, columns, tile, 0, 0, RoundSize.Of(1));
        PanelProducts products = plan.Products(input.Channels, context.Target.Lanes);
        (int blockChannels, int blockPanels) = Block(products, context.Target.Lanes);
        return plan with
        {
            BlockChannels = blockChannels,
            BlockPanels = blockPanels,
            Round = ImageRounds.Round(
                products.Inputs.ImageBytes + products.Gradients.ImageBytes,
                (double)plan.Points * products.Inputs.Channels * products.Gradients.Panels * products.Gradients.Width * sizeof(float),
                context.Target.Machine.SecondCacheBytes),
        };
    }

    /// <summary>
    /// Input channels and panels of output channels of a task: many, so that a tile is read once for many products, and few, so that the sums stay in a close
    /// cache and that tasks divide evenly over threads.
    /// </summary>
    private static (int Channels, int Panels) Block(PanelProducts products, int lanes)
    {
        (TilePanels inputs, TilePanels gradients) = (products.Inputs, products.Gradients);
        (int Channels, int Panels) best = (inputs.Width, 1);
        double bestCost = double.MaxValue;
        for (int panels = 1; panels <= gradients.Panels; panels++)
        {
            for (int inputPanels = 1; inputPanels <= inputs.Panels; inputPanels++)
            {
                (int channels, int filters) = (inputPanels * inputs.Width, panels * gradients.Width);
                if (channels * filters * sizeof(float) > SumBytes && (inputPanels > 1 || panels > 1))
                {
                    continue;
                }

                int tasks = inputs.Points * ((inputs.Panels + inputPanels - 1) / inputPanels) * ((gradients.Panels + panels - 1) / panels);
                double reads = MultiplyAddsOfValue * lanes / MachineModel.CacheLine * ((1.0 / channels) + (1.0 / filters));
                double cost = TaskDivision.Unevenness(tasks) * (1 + reads);
                if (cost < bestCost)
                {
                    (best, bestCost) = ((channels, panels), cost);
                }
            }
        }

        return best;
    }

    /// <summary>Tiles of so many gradients that inputs are at no more points than keep the sums exact.</summary>
    private static IEnumerable<WinogradAxis> Transforms(WindowAxis axis, int outputs)
    {
        for (int points = 4; points <= WinogradRounding.MostPointsInTraining; points += 2)
        {
            int taps = points + 1 - axis.F;
            if (taps > 1 && (taps <= outputs || points == 4))
            {
                yield return new WinogradAxis(axis.F, taps);
            }
        }
    }
}
