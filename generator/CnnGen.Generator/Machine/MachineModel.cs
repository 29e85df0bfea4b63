namespace CnnGen.Generator.Machine;

/// <summary>
/// What plans assume of a core, in its cycles and in bytes a cycle. Chosen by measurements on Zen 3 and, for vectors of 512 bits, on Zen 4 and 5, rounded; a
/// plan only compares.
/// </summary>
/// <param name="SecondCacheBytes">Of the second cache.</param>
/// <param name="MemoryBytesPerCycle">What one core reads of memory.</param>
/// <param name="L2CyclesPerByte">What is felt of each byte of weights that comes from the second cache; narrow vectors ask for half as many in the same
/// time.</param>
/// <param name="FirstCacheFillBytes">What comes from the second cache to the first in a cycle.</param>
/// <param name="CyclesOfQuarters">
/// Cycles to make a vector of each of the seven factors of Strassen's algorithm, four loads, four sums and seven stores, or one of each quarter of the outputs
/// from seven products, and to wait for the caches meanwhile, which wide vectors do longer.
/// </param>
internal sealed record MachineModel(
    double SecondCacheBytes,
    double MemoryBytesPerCycle,
    double L2CyclesPerByte,
    double FirstCacheFillBytes,
    double CyclesOfQuarters)
{
    /// <summary>What any x64 core, and any large 64-bit Arm core, has had at least for some years.</summary>
    public static readonly MachineModel Usual = new(LeastSecondCacheBytes, 6, 0, 32, 22);

    /// <summary>
    /// Cores with vectors of 512 bits: those of servers have had a megabyte or more since the first of them, Zen has since its fourth. In the time of two
    /// multiply-adds, Zen 5 reads 8 bytes of memory and Zen 4, which needs twice as long, 16.
    /// </summary>
    public static readonly MachineModel Wide = new(2 * LeastSecondCacheBytes, 12, 1.0 / 512, 64, 30);

    /// <summary>
    /// Vector loads that a core starts in the time of two multiply-adds. Of 512 bits Ice Lake was measured to start 1.2; plans that assume so few are slower
    /// where there are two: LeNet-5 took 1.2 times as long on Zen 5.
    /// </summary>
    public const double LoadsPerCycle = 2;

    /// <summary>Floats of a cache line.</summary>
    public const int CacheLine = 16;

    /// <summary>Cycles to transform a vector of inputs to a point: a load, two or three multiply-adds, a store, and waiting for the caches.</summary>
    public const double CyclesOfPointIn = 6;

    /// <summary>Cycles to transform a vector of products at a point back.</summary>
    public const double CyclesOfPointOut = 6;

    /// <summary>Cycles to bring a vector of filters to a point, in double precision, from filters that stand apart.</summary>
    public const double CyclesOfFilterPoint = 10;

    /// <summary>How often work is done that each thread does for itself: a mean over one, two and four threads.</summary>
    public const double MeanThreads = ((6 * 1) + (3 * 2) + (1 * 4)) / 10.0;

    private const double LeastSecondCacheBytes = 512 * 1024;
    private const double ThirdCacheBytes = 16 * 1024 * 1024;
    private const double ThirdCacheBytesPerCycle = 16;

    // The share of a stream's time that loads ahead of their use do not hide behind arithmetic of the same length.
    private const double Exposed = 0.5;

    /// <summary>Whether weights of a layer are too many to be in a close cache when the layer is computed the next time.</summary>
    public static bool StreamsWeights(double bytes) => bytes > LeastSecondCacheBytes / 2;

    /// <summary>Whether so much is gone from all caches, which other cores use as well, before it is read again.</summary>
    public static bool ExceedsLastLevelCache(double bytes) => bytes > ThirdCacheBytes / 4;

    /// <summary>Whether so much may still be in the last cache when the next layer reads it, if other cores leave it there.</summary>
    public static bool MayStayInLastLevelCache(double bytes) => bytes <= ThirdCacheBytes;

    /// <summary>Whether so much stays in the second cache while other data pass through it.</summary>
    public bool FitsL2(double bytes) => bytes <= SecondCacheBytes / 2;

    /// <summary>
    /// Cycles that are lost to reading weights: the first time from memory, then from the cache they fit. Arithmetic hides the better, the more of it there is
    /// for what is read.
    /// </summary>
    /// <param name="bytes">All weights.</param>
    /// <param name="passes">How often they are read.</param>
    /// <param name="arithmetic">Cycles of the work that reads them.</param>
    public double WeightCycles(double bytes, double passes, double arithmetic)
    {
        double first = bytes / MemoryBytesPerCycle;
        double hidden = Math.Min(first, arithmetic);
        double again = FitsL2(bytes) ? 0 : bytes <= ThirdCacheBytes ? bytes / ThirdCacheBytesPerCycle : bytes / MemoryBytesPerCycle;
        return first - hidden + (Exposed * ((hidden * hidden / arithmetic) + ((passes - 1) * again)));
    }

    /// <summary>Cycles that are lost to values which are written and read again, where they do not stay in the second cache.</summary>
    public double ScratchCycles(double bytes) => bytes <= SecondCacheBytes ? 0 : Exposed * 2 * bytes / ThirdCacheBytesPerCycle;
}
