namespace CnnGen.Benchmarks.Measuring;

/// <summary>What one contender did in one turn.</summary>
/// <param name="MedianSeconds">The median time of a call.</param>
/// <param name="MinSeconds">The shortest time of a call.</param>
/// <param name="Calls">How many calls were timed.</param>
internal readonly record struct Round(double MedianSeconds, double MinSeconds, int Calls);
