namespace CnnGen.Generator.Machine;

/// <summary>How well the work of one image divides over threads, for 1 to 64 of them: nobody knows when a plan is made how many there will be.</summary>
internal static class TaskDivision
{
    /// <summary>How many times as long one thread may take, by the estimate, for a division into more tasks.</summary>
    public const double PriceOfTasks = 1.12;

    // What one thread computes in the two microseconds of a barrier between many.
    private const double MultiplyAddsOfABarrier = 100_000;

    // What one thread reads and writes meanwhile, from the caches.
    private const int FloatsOfABarrier = 20_000;

    // One thread counts most: there the estimate is sure, and most programs have few.
    private static readonly (int Threads, double Weight)[] s_threads = [(1, 20), (2, 10), (4, 6), (8, 4), (16, 3), (32, 1), (64, 1)];

    /// <summary>Whether dividing so many multiply-adds saves more than a barrier takes.</summary>
    public static bool Pays(double multiplyAdds) => multiplyAdds >= MultiplyAddsOfABarrier;

    /// <summary>Whether dividing a pass over so many floats saves more than a barrier takes.</summary>
    public static bool PaysToMove(long floats) => floats >= FloatsOfABarrier;

    /// <summary>The time that so many equal tasks take on so many threads, of the time they would take if they divided evenly.</summary>
    public static double Unevenness(int tasks, int threads) => (double)threads * ((tasks + threads - 1) / threads) / tasks;

    /// <summary>The mean of <see cref="Unevenness(int, int)"/>.</summary>
    public static double Unevenness(int tasks) => Mean(threads => Unevenness(tasks, threads));

    /// <summary>Whether a plan that takes so long on one thread may be chosen where another takes <paramref name="least"/>.</summary>
    public static bool IsAffordable(double cycles, double least, double price = PriceOfTasks) => cycles <= least * price;

    /// <summary>
    /// The best of some plans of one layer: the cheapest on one thread, or one that costs little more and divides better; the first of several that are equal.
    /// </summary>
    /// <param name="plans">The plans.</param>
    /// <param name="isParallel">Whether threads divide the work of one image.</param>
    /// <param name="price">As <see cref="PriceOfTasks"/>, less for an algorithm that has less to lose.</param>
    /// <returns>Null where there are none.</returns>
    public static TPlan? Best<TPlan>(IReadOnlyList<DividedCost<TPlan>> plans, bool isParallel, double price = PriceOfTasks)
        where TPlan : class
    {
        double least = plans.Count == 0 ? 0 : plans.Min(plan => plan.Cycles);
        TPlan? best = null;
        double bestCycles = double.MaxValue;
        foreach (DividedCost<TPlan> plan in plans.Where(plan => IsAffordable(plan.Cycles, least, price)))
        {
            double cycles = isParallel ? Mean(plan.CyclesOn) : plan.Cycles;
            if (cycles < bestCycles)
            {
                (best, bestCycles) = (plan.Plan, cycles);
            }
        }

        return best;
    }

    private static double Mean(Func<int, double> value)
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
}
