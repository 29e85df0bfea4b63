using System.Runtime.CompilerServices;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Algorithms.Convolutions.Microkernel;

/// <summary>
/// The block of outputs whose sums stay in registers while the kernel runs over the window and the input channels:
/// rows × columns of pixels, each with some vectors of channels.
/// </summary>
/// <param name="Rows">Rows of outputs.</param>
/// <param name="Columns">Columns of outputs.</param>
/// <param name="Vectors">Vectors of output channels.</param>
/// <param name="Split">How many sums share the work of one output, so that short tiles do not wait for the multiply-add before.</param>
/// <param name="KernelColumns">Columns of the kernel whose weights are in registers together, so that an input is loaded once for all of them.</param>
internal readonly record struct RegisterTile(int Rows, int Columns, int Vectors, int Split, int KernelColumns = 1)
{
    /// <summary>Multiply-adds that x64 cores start in a cycle.</summary>
    public const double PerCycle = 2;

    // The cycles until a multiply-add's result can be used.
    private const int Latency = 4;

    // Multiply-adds in one straight line.
    private const int MostWrittenOut = 200;
    private const int SumsToHideLatency = 8;

    // Cycles of a tile outside its inner loop: addresses, first loads, activation and stores.
    private const double TileOverhead = 12;

    // A panel of weights that is larger comes from the second cache for each tile of pixels.
    private const double FirstCacheBytes = 32 * 1024;

    // Places of the first cache for addresses that are a multiple of a page apart, and the share of time that each pixel of a tile beyond them costs.
    private const int PageBytes = 4096;
    private const int Associativity = 8;
    private const double CacheSetConflicts = 0.05;

    public int Sums => Rows * Columns * Vectors;

    /// <summary>The cheapest tile for a problem by estimated cycles.</summary>
    /// <param name="height">Rows of outputs.</param>
    /// <param name="width">Columns of outputs.</param>
    /// <param name="vectors">Vectors of output channels.</param>
    /// <param name="steps">Multiply-adds an output.</param>
    /// <param name="rowUnit">Rows must be a multiple of this.</param>
    /// <param name="columnUnit">Columns must be a multiple of this.</param>
    /// <param name="target">Register count.</param>
    /// <param name="kernelColumns">Columns of a kernel that slides by one pixel; 1 where neighbouring outputs share no inputs.</param>
    /// <param name="pixelBytes">From the inputs of an output to those of its neighbour.</param>
    /// <param name="vectorUnit">Vectors must be a multiple of this.</param>
    /// <param name="reserved">Registers that are not the tile's.</param>
    [MethodImpl(JitOptions.AggressiveOptimization)]
    public static RegisterTile Choose(
        int height,
        int width,
        int vectors,
        int steps,
        int rowUnit,
        int columnUnit,
        Target target,
        int kernelColumns = 1,
        int pixelBytes = sizeof(float),
        int vectorUnit = 1,
        int reserved = 0)
    {
        RegisterTile best = default;
        double bestCycles = double.MaxValue;
        int places = PageBytes / Math.Min(PageBytes, LargestPower(pixelBytes));
        for (int rows = rowUnit; rows <= Math.Max(rowUnit, Math.Min(height, 4)); rows += rowUnit)
        {
            for (int columns = columnUnit; columns <= Math.Max(columnUnit, Math.Min(width, target.Registers - 3)); columns += columnUnit)
            {
                for (int count = vectorUnit; count <= Math.Min(vectors, target.Registers - 2); count += vectorUnit)
                {
                    RegisterTile tile = new(rows, columns, count, 1);
                    if (!tile.FitsRegisters(target, reserved))
                    {
                        break;
                    }

                    tile = tile.WithSplit();
                    Consider(tile);
                    RegisterTile sliding = tile with { Split = 1, KernelColumns = kernelColumns };
                    if (sliding.FitsRegisters(target, reserved) && sliding.Sums * kernelColumns <= MostWrittenOut)
                    {
                        Consider(sliding);
                    }
                }
            }
        }

        return best;

        void Consider(RegisterTile tile)
        {
            int inOnePlace = tile.Rows * (tile.Columns + tile.KernelColumns - 1) / places;
            double cycles = tile.Cycles(height, width, vectors, steps, target) * (1 + (CacheSetConflicts * Math.Max(0, inOnePlace - Associativity)));
            if (cycles < bestCycles)
            {
                (best, bestCycles) = (tile, cycles);
            }
        }
    }

    /// <summary>A tile of one row with as many vectors for another number of pixels, such that all passes over these are about as long.</summary>
    /// <param name="pixels">Pixels in a row.</param>
    /// <param name="target">Register count.</param>
    [MethodImpl(JitOptions.AggressiveOptimization)]
    public RegisterTile Over(int pixels, Target target)
    {
        int most = Math.Max(1, ((target.Registers - 1) / Vectors) - 1);
        int passes = (pixels + most - 1) / most;
        return new RegisterTile(1, (pixels + passes - 1) / passes, Vectors, 1).WithSplit();
    }

    [MethodImpl(JitOptions.AggressiveOptimization)]
    private RegisterTile WithSplit() => this with { Split = Sums >= SumsToHideLatency ? 1 : Math.Min(4, SumsToHideLatency / Sums) };

    /// <summary>The largest power of two that divides a number.</summary>
    private static int LargestPower(int number) => number & -number;

    /// <summary>Whether the sums, a vector of weights each and one input value have a register. With one pixel, weights come straight from memory.</summary>
    [MethodImpl(JitOptions.AggressiveOptimization)]
    public bool FitsRegisters(Target target, int reserved = 0) => Sums + (Rows * Columns == 1 ? 0 : Vectors * KernelColumns) + 1 + reserved <= target.Registers;

    /// <summary>Estimated cycles of a problem of this size.</summary>
    [MethodImpl(JitOptions.AggressiveOptimization)]
    public double Cycles(int height, int width, int vectors, int steps, Target target)
    {
        double total = 0;
        foreach ((int rows, int rowTiles) in new Pieces(height, Rows))
        {
            foreach ((int columns, int columnTiles) in new Pieces(width, Columns))
            {
                foreach ((int count, int vectorTiles) in new Pieces(vectors, Vectors))
                {
                    int sums = rows * columns * count;
                    double loads = ((double)rows * (columns + KernelColumns - 1) / KernelColumns) + count;
                    double step = Math.Max(sums / PerCycle, loads / MachineModel.LoadsPerCycle);
                    double weightBytes = count * target.Lanes * sizeof(float);
                    step += steps * weightBytes > FirstCacheBytes ? weightBytes * target.Machine.L2CyclesPerByte : 0;
                    double waiting = Latency * Math.Min(1.0, (double)sums / (sums * Split));
                    total += (double)rowTiles * columnTiles * vectorTiles * ((steps * Math.Max(step, waiting)) + TileOverhead + sums);
                }
            }
        }

        return total;
    }

    public override string ToString() =>
        FormattableString.Invariant($"{Rows}×{Columns} pixels × {Count.Of(Vectors, "vector")} of channels")
        + (KernelColumns > 1 ? FormattableString.Invariant($", each input used for {KernelColumns} columns of the kernel,") : "");

    /// <summary>
    /// Tiles of one size and, where it does not divide, one of what is left over. A structure: the search for a tile asks some hundred thousand times.
    /// </summary>
    private struct Pieces(int total, int size)
    {
        private int _next;

        public (int Size, int Count) Current { get; private set; }

        public readonly Pieces GetEnumerator() => this;

        [MethodImpl(JitOptions.AggressiveOptimization)]
        public bool MoveNext()
        {
            while (_next < 2)
            {
                Current = _next++ == 0 ? (size, total / size) : (total % size, 1);
                if (Current is { Size: > 0, Count: > 0 })
                {
                    return true;
                }
            }

            return false;
        }
    }
}
