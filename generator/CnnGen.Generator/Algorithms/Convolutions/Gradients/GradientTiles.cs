using CnnGen.Generator.Algorithms.Convolutions.Direct;
using CnnGen.Generator.Algorithms.Convolutions.Microkernel;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Convolutions;

namespace CnnGen.Generator.Algorithms.Convolutions.Gradients;

/// <summary>
/// The gradient of a convolution's weights: for each place of the kernel and channel tile, sums over the pixels of a chunk stay in registers.
/// </summary>
/// <param name="Operator">What is computed.</param>
/// <param name="Tile">Inputs of the window × vectors of output channels whose sums are in registers.</param>
/// <param name="Lanes">Floats a vector.</param>
/// <param name="ChunkRows">Rows of a chunk, which divide the image.</param>
/// <param name="ChunkImages">Images of a chunk, where an image is small.</param>
/// <param name="UnrollsColumns">Whether the columns of a row are written out.</param>
internal sealed record ConvolutionWeightTiles(
    ConvolutionWeightGradient Operator,
    RegisterTile Tile,
    int Lanes,
    int ChunkRows,
    int ChunkImages,
    bool UnrollsColumns) : Algorithm
{
    // Pixels of a chunk: what one task reads of them, a cache line of inputs and one of output gradients each, stays in the first cache, and reading and
    // writing its sums takes little.
    private const int ChunkPixels = 192;

    // Multiply-adds in one straight line.
    private const int MostWrittenOut = 64;

    // The first cache, and what is felt of a line that comes from the second.
    private const int PageBytes = 4096;
    private const int Associativity = 8;
    private const double CyclesOfDisplacedLine = 4;

    public static Algorithm? TryPlan(PlanningContext context)
    {
        if (context.Operator is not ConvolutionWeightGradient gradient)
        {
            return null;
        }

        TensorShape output = context.InputShape(1);
        Convolution convolution = gradient.Convolution;
        Target target = DirectConvolution.GroupTarget(convolution, convolution.GroupFilters, context.Target);
        int vectors = (convolution.GroupFilters + target.Lanes - 1) / target.Lanes;
        int row = convolution.Horizontal.F * convolution.GroupChannels(context.InputShape(0).Channels);
        int rows = context.IsWholeBatch ? LargestDivisor(output.Height, Math.Max(1, ChunkPixels / output.Width)) : output.Height;
        int images = context.IsWholeBatch && rows == output.Height ? Math.Max(1, ChunkPixels / (output.Height * output.Width)) : 1;
        RegisterTile tile = RegisterTile.Choose(1, row, vectors, rows * output.Width * images, 1, 1, target);
        return new ConvolutionWeightTiles(gradient, tile, target.Lanes, rows, images, output.Width > 1 && output.Width * tile.Sums <= MostWrittenOut);
    }

    public override double Cycles(PlanningContext context)
    {
        Convolution convolution = Operator.Convolution;
        TensorShape output = context.InputShape(1);
        int row = convolution.Horizontal.F * convolution.GroupChannels(context.InputShape(0).Channels);
        int vectors = (convolution.GroupFilters + Lanes - 1) / Lanes;
        int chunks = output.Height / ChunkRows;
        double chunk = Tile.Cycles(1, row, vectors, ChunkRows * output.Width * ChunkImages, new Target(32 * Lanes));
        double tasks = (double)((row + Tile.Columns - 1) / Tile.Columns) * ((vectors + Tile.Vectors - 1) / Tile.Vectors);
        int pixels = ChunkRows * output.Width * ChunkImages;
        double displaced = (IsDisplaced(context.InputShape(0).Channels * convolution.Horizontal.S, pixels) ? pixels : 0)
            + (IsDisplaced(output.Channels, pixels) ? pixels : 0);
        return convolution.Groups * convolution.Vertical.F * chunks * (chunk + (tasks * displaced * CyclesOfDisplacedLine)) / ChunkImages;
    }

    /// <summary>
    /// Whether a line of each pixel of a chunk does not stay in the first cache: it has eight places for addresses that are a multiple of a page apart, and so
    /// many more as steps are shorter.
    /// </summary>
    private static bool IsDisplaced(int stepFloats, int pixels)
    {
        int step = Math.Min(PageBytes, LargestPower(stepFloats * sizeof(float)));
        return pixels > Associativity * PageBytes / Math.Max(step, MachineModel.CacheLine * sizeof(float));
    }

    /// <summary>The largest power of two that divides a number.</summary>
    private static int LargestPower(int number) => number & -number;

    private static int LargestDivisor(int number, int most)
    {
        int divisor = Math.Min(number, most);
        while (number % divisor != 0)
        {
            divisor--;
        }

        return divisor;
    }

    public override string Describe() =>
        FormattableString.Invariant($"sums over the pixels, {Tile.Columns} inputs of the window × {Count.Of(Tile.Vectors, "vector")} of channels in registers")
        + (ChunkImages > 1
            ? FormattableString.Invariant($", {ChunkImages} images at a time")
            : FormattableString.Invariant($", {Count.Of(ChunkRows, "row")} at a time"));

    public override Border InputBorder(int input) =>
        input == 0 ? Border.Of(Operator.Convolution.Vertical, Operator.Convolution.Horizontal) : default;

    public override bool Accepts(int input, BufferLayout layout) => input == 0 || layout.ChannelStride == 1;

    public override bool ReadsPastEnd(int input) => input == 1;

    public override void Lower(NodeLowering node) => ConvolutionWeightTilesLowering.Lower(node, this);
}

/// <summary>
/// The gradient of a convolution's input: for each place of the kernel, the outputs' gradients times its weights, added to the pixels they came from.
/// </summary>
internal sealed record ConvolutionInputScatter(ConvolutionInputGradient Operator, RegisterTile Tile, int Lanes) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context)
    {
        return context.Operator is ConvolutionInputGradient gradient
            ? Plan(gradient, context.Node.Shape.Channels, context.InputShape(0).Width, context.Target)
            : null;
    }

    /// <summary>For so many channels of the convolution's input and columns of its output.</summary>
    public static ConvolutionInputScatter Plan(ConvolutionInputGradient gradient, int inputChannels, int columns, Target machine)
    {
        Convolution convolution = gradient.Convolution;
        int channels = convolution.GroupChannels(inputChannels);
        Target target = DirectConvolution.GroupTarget(convolution, channels, machine);
        int vectors = (channels + target.Lanes - 1) / target.Lanes;
        RegisterTile tile = RegisterTile.Choose(1, columns, vectors, convolution.GroupFilters, 1, 1, target);
        return new ConvolutionInputScatter(gradient, tile with { Split = 1 }, target.Lanes);
    }

    public override string Describe() =>
        FormattableString.Invariant($"scattered, {Tile.Columns} pixels × {Count.Of(Tile.Vectors, "vector")} of input channels in registers");

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1;

    public override bool WritesBorder => true;

    public override BufferLayout OutputLayout(TensorShape shape, Border border, Target target) =>
        BufferLayout.ChannelsLast(shape, border.Union(Border.Of(Operator.Convolution.Vertical, Operator.Convolution.Horizontal)));

    public override void Lower(NodeLowering node) => ConvolutionInputScatterLowering.Lower(node, this);
}
