namespace CnnGen.Generator.Machine;

/// <summary>What a plan of a layer costs on one thread and on more.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Tasks">Its equal tasks.</param>
/// <param name="Cycles">On one thread.</param>
/// <param name="CyclesOfEachThread">Of work that each further thread does again for itself.</param>
/// <param name="Chunks">Threads that do so at most.</param>
internal readonly record struct DividedCost<TPlan>(TPlan Plan, int Tasks, double Cycles, double CyclesOfEachThread, int Chunks)
{
    /// <summary>The cycles of all threads together, those included that wait for the slowest.</summary>
    public double CyclesOn(int threads) => (Cycles + (CyclesOfEachThread * (Math.Min(threads, Chunks) - 1))) * TaskDivision.Unevenness(Tasks, threads);
}
