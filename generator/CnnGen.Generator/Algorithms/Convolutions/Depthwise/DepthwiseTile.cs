using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Convolutions;
using CnnGen.Geometry;

namespace CnnGen.Generator.Algorithms.Convolutions.Depthwise;

/// <summary>What the kernel of a depthwise gradient keeps in registers.</summary>
/// <param name="Columns">Columns of outputs.</param>
/// <param name="Vectors">Vectors of output channels: as many as there are filters a channel, so that a tile begins at a whole input channel.</param>
/// <param name="Lanes">Channels a vector.</param>
/// <param name="HoldsWindow">Whether the weights of the whole window stay in registers along a row; else each row of the window loads its own.</param>
internal sealed record DepthwiseTile(int Columns, int Vectors, int Lanes, bool HoldsWindow)
{
    /// <summary>Registers beside sums and weights: an input value, and one to spare.</summary>
    public const int OtherRegisters = 2;

    private const int MostColumns = 8;

    // More filters a channel fill a vector of their own, and a row of more taps is no small window: the kernel for groups serves both.
    private const int MostFilters = 8;
    private const int MostRowTaps = 32;

    // Cycles of a tile outside its multiply-adds and loads: addresses, activation, stores.
    private const double TileOverhead = 6;

    /// <summary>The cheapest tile, or null where the convolution is not depthwise or its window too wide.</summary>
    public static DepthwiseTile? TryChoose(Convolution convolution, int inputChannels, Target target)
    {
        if (!Serves(convolution, inputChannels))
        {
            return null;
        }

        int filters = convolution.GroupFilters;
        int lanes = target.LanesFor(convolution.Filters);
        int vectors = Math.Min(filters, (convolution.Filters + lanes - 1) / lanes);
        int row = convolution.Horizontal.F * vectors;
        int window = convolution.Vertical.F * row;
        DepthwiseTile? best = null;
        double bestCycles = double.MaxValue;
        for (int columns = 1; columns <= Math.Min(MostColumns, convolution.Horizontal.OutputSize); columns++)
        {
            int free = target.Registers - OtherRegisters - (columns * vectors);
            if (columns > 1 && free < row)
            {
                break;
            }

            DepthwiseTile tile = new(columns, vectors, lanes, HoldsWindow: window <= free);
            double cycles = tile.CyclesOfRow(convolution);
            if (cycles < bestCycles)
            {
                (best, bestCycles) = (tile, cycles);
            }
        }

        return best;
    }

    /// <summary>Whether the convolution is depthwise and its window no wider than depthwise kernels are made for.</summary>
    public static bool Serves(Convolution convolution, int inputChannels) =>
        convolution.IsDepthwise(inputChannels) && convolution.GroupFilters <= MostFilters
        && convolution.Horizontal.F * convolution.GroupFilters <= MostRowTaps;

    /// <summary>The columns of the input that neighbouring windows read, each with the (output column, tap) pairs that read it.</summary>
    public static IEnumerable<(int Column, List<(int Output, int Tap)> Readers)> InputColumns(WindowAxis axis, int columns)
    {
        SortedDictionary<int, List<(int, int)>> readers = [];
        for (int output = 0; output < columns; output++)
        {
            for (int tap = 0; tap < axis.F; tap++)
            {
                int column = (output * axis.S) + (tap * axis.D);
                if (!readers.TryGetValue(column, out List<(int, int)>? pairs))
                {
                    readers.Add(column, pairs = []);
                }

                pairs.Add((output, tap));
            }
        }

        return readers.Select(entry => (entry.Key, entry.Value));
    }

    /// <summary>Estimated cycles of a row of outputs: multiply-adds and loads start two a cycle each.</summary>
    private double CyclesOfRow(Convolution convolution)
    {
        WindowAxis axis = convolution.Horizontal;
        double total = 0;
        foreach ((int start, int end, int columns) in Segments.Cut(axis.OutputSize, Columns))
        {
            int loads = InputColumns(axis, columns).Count() + (HoldsWindow ? 0 : axis.F);
            double taps = convolution.Vertical.F * Vectors * Math.Max(columns * axis.F, loads) / 2.0;
            total += (end - start) / columns * (taps + TileOverhead + (columns * Vectors));
        }

        return total;
    }

    public override string ToString() =>
        FormattableString.Invariant($"{Columns} columns × {Vectors * Lanes} channels in registers") + (HoldsWindow ? ", and the weights of the window" : "");
}
