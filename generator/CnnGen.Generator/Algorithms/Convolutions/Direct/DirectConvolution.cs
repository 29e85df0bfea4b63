using CnnGen.Generator.Algorithms.Convolutions.Microkernel;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Convolutions;

namespace CnnGen.Generator.Algorithms.Convolutions.Direct;

/// <summary>Convolution as sums in registers: vectors run along the output channels, a tile of pixels shares each vector of weights.</summary>
/// <param name="Operator">What is computed.</param>
/// <param name="Tile">What stays in registers.</param>
/// <param name="Lanes">Channels a vector: those of the target, or less where a group has fewer.</param>
/// <param name="Bf16Weights">Whether weights are kept as bfloat16, two steps in a word.</param>
internal sealed record DirectConvolution(FusedConvolution Operator, RegisterTile Tile, int Lanes, bool Bf16Weights) : Algorithm
{
    /// <summary>Which loop is outermost.</summary>
    public LoopOrder Order { get; init; }

    /// <summary>Whether threads divide the work: a row of a tile of channels is a task.</summary>
    public bool IsParallel { get; init; }

    /// <summary>Whether they divide the tiles of channels first, and then the rows; else the rows first, and then the tiles of channels.</summary>
    public bool IsParallelOverChannels { get; init; }

    /// <summary>Whether the next panel of weights is prefetched while one is used.</summary>
    public bool PrefetchesWeights { get; init; }

    /// <summary>Whether the next row of the input is prefetched while those above it are used.</summary>
    public bool PrefetchesInput { get; init; }

    /// <summary>Whether the residual of a tile is prefetched when its reduction begins: its lines are a pixel apart, which no processor foresees.</summary>
    public bool PrefetchesResidual { get; init; }

    /// <summary>Whether the activation is applied to a row of outputs once it is stored; else to the accumulators.</summary>
    public bool ActivatesStored { get; init; }

    /// <summary>Whether outputs are stored past the caches.</summary>
    public bool HasNonTemporalStores { get; init; }

    // Tiles of pixels that must share a row's weights before the sums are worth a way to memory and back.
    private const int EnoughTiles = 4;

    public static Algorithm? TryPlan(PlanningContext context)
    {
        if (context.Operator is not FusedConvolution fused || context.Target.Lanes == 1)
        {
            return null;
        }

        Target target = GroupTarget(fused.Convolution, fused.Convolution.GroupFilters, context.Target);
        int inputChannels = context.InputShape(0).Channels;
        (RegisterTile tile, bool activatesStored) = DirectTiles.Cheapest(fused, inputChannels, target);
        return tile.Sums == 0
            ? null
            : new DirectConvolution(fused, tile, target.Lanes, UsesBf16Weights(context, fused))
            {
                ActivatesStored = activatesStored,
                Order = KernelRowsPay(fused, tile, target.Lanes, inputChannels) ? LoopOrder.KernelRowsOutermost : LoopOrder.ChannelsOutermost,
            };
    }

    /// <summary>Vectors no wider than the channels of a group, so that lanes are not idle.</summary>
    public static Target GroupTarget(Convolution convolution, int channels, Target target) =>
        convolution.Groups == 1 ? target : new Target(32 * target.LanesFor(channels));

    /// <summary>Whether there is one output pixel, a dense layer, and so many weights that memory decides how long it takes.</summary>
    public static bool IsStreamed(FusedConvolution fused, int inputChannels)
    {
        Convolution convolution = fused.Convolution;
        double weights = (double)convolution.Filters * convolution.ReductionLength(inputChannels);
        return fused.CoveredRows * fused.CoveredColumns == 1 && convolution.Groups == 1 && MachineModel.StreamsWeights(weights * sizeof(float));
    }

    /// <summary>
    /// Whether a layer's weights are kept in half the bits: only where memory decides, and where the steps of a run are pairs, or the run is all there is.
    /// </summary>
    public static bool UsesBf16Weights(PlanningContext context, FusedConvolution fused)
    {
        if (!context.Bf16DenseWeights || !IsStreamed(fused, context.InputShape(0).Channels))
        {
            return false;
        }

        (Geometry.WindowAxis vertical, Geometry.WindowAxis horizontal, _, _) = fused.Convolution;
        int channels = context.InputShape(0).Channels;
        return channels % 2 == 0 || vertical.F * horizontal.F == 1 || (channels == 1 && horizontal is { D: 1 } && horizontal.F % 2 == 0);
    }

    /// <summary>What becomes of a vector of sums in registers: what is stored whole may be activated later.</summary>
    /// <param name="lanes">Lanes that are stored.</param>
    public Epilogue EpilogueOf(int lanes)
    {
        Epilogue epilogue = Epilogue.Of(Operator);
        return ActivatesStored && lanes == Lanes ? epilogue.WithoutActivation() : epilogue;
    }

    /// <summary>Packed floats, or words of two halves, of a tile of channels.</summary>
    public int TileLength(int steps, int vectors) => (Bf16Weights ? (steps + 1) / 2 : steps) * vectors * Lanes;

    /// <summary>Estimated cycles with the cheapest tile.</summary>
    public static double CyclesOfBest(FusedConvolution fused, int inputChannels, Target target)
    {
        Convolution convolution = fused.Convolution;
        target = GroupTarget(convolution, convolution.GroupFilters, target);
        int vectors = (convolution.GroupFilters + target.Lanes - 1) / target.Lanes;
        int steps = convolution.ReductionLength(inputChannels);
        double weightBytes = (double)convolution.Groups * steps * vectors * target.Lanes * sizeof(float);
        DirectTile tile = DirectTiles.Cheapest(fused, inputChannels, target);
        double arithmetic = tile.Tile.Cycles(fused.CoveredRows, fused.CoveredColumns, vectors, steps, target) + tile.EpilogueCycles(fused, vectors);
        return (convolution.Groups * arithmetic) + target.Machine.WeightCycles(weightBytes, 1, convolution.Groups * arithmetic);
    }

    public override string Describe() =>
        (Operator.Convolution.Groups == 1 ? "direct" : "direct, group by group")
            + $", {Tile} in registers"
            + (Tile.Split > 1 ? FormattableString.Invariant($", {Tile.Split} independent accumulators a result") : "")
            + Order switch
            {
                LoopOrder.KernelRowsOutermost => ", one row of the kernel after the other",
                LoopOrder.RowsOutermost => ", rows outside channels",
                LoopOrder.PixelsOutermost => ", pixels outside groups",
                _ => "",
            }
            + (Bf16Weights ? ", weights as bfloat16, two steps in a word" : "")
            + (Prefetched is { Length: > 0 } prefetched ? $"; prefetched: {prefetched}" : "")
            + (ActivatesStored ? "; activation after each row is stored" : "")
            + (HasNonTemporalStores ? "; non-temporal stores" : "")
            + Unrolling;

    public override Schedule WithLayouts(NodeLayouts layouts)
    {
        Convolution convolution = Operator.Convolution;
        MachineModel machine = layouts.Target.Machine;
        BufferLayout input = layouts.Inputs[0];
        double weightBytes = (double)convolution.ReductionLength(input.Shape.Channels) * convolution.Filters * sizeof(float);
        double groupBytes = (double)convolution.ReductionLength(input.Shape.Channels) * convolution.GroupFilters * sizeof(float);
        bool byKernelRows = Order == LoopOrder.KernelRowsOutermost;
        bool sharesLines = convolution.Groups > 1 && convolution.GroupChannels(input.Shape.Channels) < MachineModel.CacheLine && machine.FitsL2(weightBytes);
        bool parallelOverChannels = !sharesLines && DividesChannels(input.Shape.Channels);
        return this with
        {
            // Weights that stay close are read from there for each row; then rows of input and output are passed over once.
            Order = byKernelRows ? Order
                : sharesLines ? LoopOrder.PixelsOutermost
                : !parallelOverChannels && machine.FitsL2(groupBytes) ? LoopOrder.RowsOutermost
                : LoopOrder.ChannelsOutermost,
            IsParallel = layouts.IsParallel && TaskDivision.Pays(convolution.MultiplyAdds([input.Shape])),
            IsParallelOverChannels = parallelOverChannels,
            PrefetchesWeights = WeightPrefetch.Pays(byKernelRows ? groupBytes * convolution.Groups : weightBytes),
            PrefetchesInput = !byKernelRows && InputPrefetch.Pays(convolution, input, machine),
            PrefetchesResidual = !byKernelRows && Operator.AddsResidual && !machine.FitsL2((double)layouts.Inputs[1].Shape.Length * sizeof(float)),
            HasNonTemporalStores = !byKernelRows && !ActivatesStored && NonTemporalStores.Pay(layouts),
        };
    }

    private string Prefetched => string.Join(", ", new[]
    {
        PrefetchesWeights ? "weights" : null,
        PrefetchesInput ? "input" : null,
        PrefetchesResidual ? "residual" : null,
    }.Where(what => what is not null));

    public override double Cycles(PlanningContext context) => CyclesOfBest(Operator, context.InputShape(0).Channels, context.Target);

    public override Border InputBorder(int input) => input == 0 ? Border.Of(Operator.Convolution.Vertical, Operator.Convolution.Horizontal) : default;

    public override bool Accepts(int input, BufferLayout layout) => input == 0 || layout.ChannelStride == 1;

    public override bool ReadsPastEnd(int input) => input > 0;

    public override bool WritesAnyLayout => true;

    public override void Lower(NodeLowering node) => DirectConvolutionLowering.Lower(node, this);

    /// <summary>
    /// Whether threads divide the channels first, so that each reads its own weights and all of the input, or the rows, so that each reads its own part of
    /// the input and all weights: whichever of them is more is read once.
    /// </summary>
    private bool DividesChannels(int inputChannels)
    {
        Convolution convolution = Operator.Convolution;
        long weights = (long)convolution.GroupFilters * convolution.ReductionLength(inputChannels);
        long input = (long)convolution.Vertical.N * convolution.Horizontal.N * inputChannels;
        return weights > input;
    }

    /// <summary>
    /// Whether the weights of a tile of channels are more than stay in the second cache from one tile of pixels to the next, but those of a row may.
    /// </summary>
    private static bool KernelRowsPay(FusedConvolution fused, RegisterTile tile, int lanes, int inputChannels)
    {
        Convolution convolution = fused.Convolution;
        double bytes = (double)convolution.ReductionLength(inputChannels) * tile.Vectors * lanes * sizeof(float);
        int tiles = ((fused.CoveredRows + tile.Rows - 1) / tile.Rows) * ((fused.CoveredColumns + tile.Columns - 1) / tile.Columns);
        return MachineModel.StreamsWeights(bytes) && tiles >= EnoughTiles && convolution.Vertical.F > 1 && convolution.GroupFilters % lanes == 0
            && fused.Pool is null && tile.KernelColumns == 1;
    }
}
