namespace CnnGen.Benchmarks.Scaling;

/// <summary>A stage and how long its slowest share takes.</summary>
/// <param name="Name">What it computes.</param>
/// <param name="Tasks">Into how many tasks it is divided.</param>
/// <param name="Barriers">How often threads wait for each other behind it.</param>
/// <param name="Bytes">What it reads of memory, or writes to it, that no cache holds.</param>
/// <param name="Slowest">Microseconds of its slowest share, for each number of threads of <see cref="ScalingReport.Threads"/>.</param>
internal sealed record ScaledStage(string Name, int Tasks, int Barriers, double Bytes, double[] Slowest);
