using CnnGen.Generator.Algorithms.Convolutions.Depthwise;
using CnnGen.Generator.Algorithms.Convolutions.Microkernel;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Convolutions;

namespace CnnGen.Generator.Algorithms.Convolutions.Grouped;

/// <summary>The sums that a kernel for small groups keeps in registers.</summary>
/// <param name="Columns">Neighbouring outputs of a row; they share each vector of weights.</param>
/// <param name="GroupSize">Channels of a group: sums of an output, one for each distance between an input channel and a filter.</param>
/// <param name="Lanes">Channels a vector.</param>
internal sealed record GroupedTile(int Columns, int GroupSize, int Lanes)
{
    // Beside the sums and an input of each column: weights, and one to spare, without which the JIT keeps a sum on the stack.
    private const int OtherRegisters = 2;

    // Sums whose multiply-adds start while the first of them is computed; fewer wait for each other.
    private const int SumsToHideLatency = 8;

    // Cycles of a tile outside its multiply-adds: addresses, the first loads, what the last multiply-adds wait for.
    private const double TileOverhead = 12;

    // Cycles of a round of the loop over the columns of the window, where it is one.
    private const double CyclesOfRound = 1;

    // Multiply-adds in one straight line.
    private const int MostWrittenOut = 200;

    // Cycles to bring a sum to the lanes of its filters and to add it.
    private const double CyclesOfExchange = 1;

    /// <summary>
    /// The cheapest tile, or null where groups do not lie side by side in vectors: as many filters as input channels each, a power of two, fewer than lanes.
    /// </summary>
    public static GroupedTile? TryChoose(FusedConvolution fused, int inputChannels, Target target)
    {
        Convolution convolution = fused.Convolution;
        int size = convolution.GroupFilters;
        int lanes = target.LanesFor(convolution.Filters);
        if (convolution.GroupChannels(inputChannels) != size || size < 2 || (size & (size - 1)) != 0 || size >= lanes)
        {
            return null;
        }

        GroupedTile? best = null;
        double bestCycles = double.MaxValue;
        for (int columns = 1; columns <= convolution.Horizontal.OutputSize; columns++)
        {
            GroupedTile tile = new(columns, size, lanes);
            if (tile.FreeRegisters(target) < 0)
            {
                break;
            }

            double cycles = tile.Cycles(fused, target);
            if (cycles < bestCycles)
            {
                (best, bestCycles) = (tile, cycles);
            }
        }

        return best;
    }

    /// <summary>
    /// Whether the columns of the window are written out: the JIT keeps what several of them read in registers, which must suffice for the inputs of all, or it
    /// keeps inputs on the stack. Else they are a loop, whose rounds load their own.
    /// </summary>
    public bool WritesOutColumns(Convolution convolution, Target target) =>
        Inputs(convolution) - Columns <= FreeRegisters(target) && Columns * GroupSize * convolution.Horizontal.F <= MostWrittenOut;

    /// <summary>Inputs of a row that the windows of a tile read, each once.</summary>
    private int Inputs(Convolution convolution) => DepthwiseTile.InputColumns(convolution.Horizontal, Columns).Count();

    /// <summary>Registers beside all that is needed.</summary>
    private int FreeRegisters(Target target) => target.Registers - OtherRegisters - (Columns * (GroupSize + 1)) - OrdersInRegisters;

    // Lanes further apart than a quarter of the narrowest vector change places by an order that the JIT keeps in a register.
    private int OrdersInRegisters => GroupSize > 4 ? 1 : 0;

    /// <summary>Whether the activation's constants leave the sums too few registers, so that it is applied to outputs that are stored.</summary>
    public bool ActivatesStored(FusedConvolution fused, Target target) => fused.Activation is { } activation && activation.Registers > FreeRegisters(target);

    /// <summary>Estimated cycles of all outputs.</summary>
    public double Cycles(FusedConvolution fused, Target target)
    {
        Convolution convolution = fused.Convolution;
        double row = 0;
        foreach ((int start, int end, int columns) in Segments.Cut(convolution.Horizontal.OutputSize, Columns))
        {
            row += (end - start) / columns * new GroupedTile(columns, GroupSize, Lanes).CyclesOfTile(convolution, WritesOutColumns(convolution, target));
        }

        int vectors = (convolution.Filters + Lanes - 1) / Lanes;
        double outputs = (double)convolution.Vertical.OutputSize * convolution.Horizontal.OutputSize;
        double stored = ActivatesStored(fused, target) ? outputs * StoredActivation.CyclesOfVector : 0;
        double fills = (double)convolution.Vertical.N * convolution.Horizontal.N * Lanes * sizeof(float) / target.Machine.FirstCacheFillBytes;
        return vectors * ((convolution.Vertical.OutputSize * row) + stored + fills);
    }

    private double CyclesOfTile(Convolution convolution, bool writesOutColumns)
    {
        int taps = convolution.Horizontal.F;
        double multiplyAdds = taps * Math.Max(Columns * GroupSize, SumsToHideLatency) / RegisterTile.PerCycle;
        double loads = ((writesOutColumns ? Inputs(convolution) : taps * Columns) + (taps * GroupSize)) / MachineModel.LoadsPerCycle;
        double row = Math.Max(multiplyAdds, loads) + (writesOutColumns ? 0 : taps * CyclesOfRound);
        double exchanges = Columns * (GroupSize - 1) * CyclesOfExchange;
        return (convolution.Vertical.F * row) + exchanges + Columns + TileOverhead;
    }

    public override string ToString() =>
        FormattableString.Invariant($"{Count.Of(Columns, "column")} × {Lanes} channels × {GroupSize} channels of a group in registers");
}
