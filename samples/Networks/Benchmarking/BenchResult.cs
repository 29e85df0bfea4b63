namespace Networks.Benchmarking;

/// <summary>What was measured.</summary>
/// <param name="MedianMs">Milliseconds of the middle call.</param>
/// <param name="MinMs">Of the quickest.</param>
/// <param name="MaxMs">Of the slowest.</param>
/// <param name="Runs">Calls that were measured.</param>
/// <param name="BytesPerCall">Managed memory that a call allocates, on all threads.</param>
/// <param name="PeakRssMiB">The most memory that the process occupied, weights and all.</param>
internal sealed record BenchResult(double MedianMs, double MinMs, double MaxMs, int Runs, double BytesPerCall, double PeakRssMiB);
