namespace CnnGen.Generator.Machine;

/// <summary>
/// What plans assume of a core, in its cycles and in bytes a cycle. Chosen by measurements on Zen 3 and, for vectors of 512 bits, on Zen 4 and 5, rounded; a
/// plan only compares.
/// </summary>
/// <param name="SecondCacheBytes">Of the second cache.</param>
/// <param name="MemoryBytesPerCycle">What one core reads of memory.</param>
/// <param name="CyclesOfFarByte">What is felt of each byte of weights that comes from the second cache; narrow vectors ask for half as many in the same
/// time.</param>
internal sealed record MachineModel(double SecondCacheBytes, double MemoryBytesPerCycle, double L2CyclesPerByte)
{
    /// <summary>What any x64 core, and any large 64-bit Arm core, has had at least for some years.</summary>
    public static readonly MachineModel Usual = new(LeastSecondCacheBytes, 6, 0);

    /// <summary>
    /// Cores with vectors of 512 bits: those of servers have had a megabyte or more since the first of them, Zen has since its fourth. In the time of two
    /// multiply-adds, Zen 5 reads 8 bytes of memory and Zen 4, which needs twice as long, 16.
    /// </summary>
    public static readonly MachineModel Wide = new(2 * LeastSecondCacheBytes, 12, 1.0 / 512);

    /// <summary>Floats of a cache line.</summary>
    public const int CacheLine = 16;

    /// <summary>Cycles to transform a vector of inputs to a point: a load, two or three multiply-adds, a store, and waiting for the caches.</summary>
    public const double CyclesOfPointIn = 6;

    /// <summary>Cycles to transform a vector of products at a point back.</summary>
    public const double CyclesOfPointOut = 6;

    /// <summary>Cycles to bring a vector of filters to a point, in double precision, from filters that stand apart.</summary>
    public const double CyclesOfFilterPoint = 10;

    /// <summary>
    /// Cycles to make a vector of each of the seven factors of Strassen's algorithm: four loads, four sums, seven stores, and waiting for the caches.
    /// </summary>
    public const double CyclesOfQuartersIn = 22;

    /// <summary>Cycles to make a vector of each quarter of the outputs from seven products.</summary>
    public const double CyclesOfQuartersOut = 22;

    /// <summary>How much more one thread may take for a division into more tasks: about what estimates are wrong by.</summary>
    public const double PriceOfTasks = 1.12;

    /// <summary>How often work is done that each thread does for itself: a mean over one, two and four threads.</summary>
    public const double MeanThreads = ((6 * 1) + (3 * 2) + (1 * 4)) / 10.0;

    private static readonly (int Threads, double Weight)[] s_threads = [(1, 20), (2, 10), (4, 6), (8, 2), (16, 1), (32, 0.5), (64, 0.5)];

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

    /// <summary>
    /// The time that work of so many equal tasks takes, as a mean over 1 to 64 threads, of the time it would take if it divided evenly. One thread counts most:
    /// there the estimate is sure, and most programs have few.
    /// </summary>
    public static double TimeOnSomeThreads(int tasks) => MeanOverThreads(threads => (double)threads * ((tasks + threads - 1) / threads) / tasks);

    /// <summary>
    /// The best of some plans of one layer: the cheapest on one thread, or one that costs little more and divides better; the first of several that are equal.
    /// </summary>
    /// <param name="plans">The plans.</param>
    /// <param name="isParallel">Whether threads divide the work of one image.</param>
    /// <returns>Null where there are none.</returns>
    public static TPlan? Divided<TPlan>(IReadOnlyList<DividedCost<TPlan>> plans, bool isParallel)
        where TPlan : class
    {
        double least = plans.Count == 0 ? 0 : plans.Min(plan => plan.Cycles);
        TPlan? best = null;
        double bestTime = double.MaxValue;
        foreach (DividedCost<TPlan> plan in plans.Where(plan => plan.Cycles <= least * PriceOfTasks))
        {
            double time = isParallel
                ? MeanOverThreads(threads =>
                    (plan.Cycles
                        + (plan.CyclesOfEachThread * (Math.Min(threads, plan.Chunks) - 1))) * threads * ((plan.Tasks + threads - 1) / threads) / plan.Tasks)
                : plan.Cycles;
            if (time < bestTime)
            {
                (best, bestTime) = (plan.Plan, time);
            }
        }

        return best;
    }

    private static double MeanOverThreads(Func<int, double> value)
    {
        double sum = 0;
        double weights = 0;
        foreach ((int threads, double weight) in s_threads)
        {
            sum += weight * value(threads);
            weights += weight;
        }

        return sum / weights;
    }

    /// <summary>Cycles that are lost to values which are written and read again, where they do not stay in the second cache.</summary>
    public double ScratchCycles(double bytes) => bytes <= SecondCacheBytes ? 0 : Exposed * 2 * bytes / ThirdCacheBytesPerCycle;
}

/// <summary>What a plan costs on threads.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Tasks">Its equal tasks.</param>
/// <param name="Cycles">On one thread.</param>
/// <param name="CyclesOfEachThread">Of work that each further thread does again for itself.</param>
/// <param name="Chunks">Threads that do so at most.</param>
internal readonly record struct DividedCost<TPlan>(TPlan Plan, int Tasks, double Cycles, double CyclesOfEachThread, int Chunks);
