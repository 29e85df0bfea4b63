namespace CnnGen.Benchmarks.Worker;

/// <summary>What a process saw while it loaded a network and computed one image.</summary>
/// <param name="LoadSeconds">Until the network was ready.</param>
/// <param name="FirstCallSeconds">The first image after that.</param>
/// <param name="HeldBytes">By how much the process had grown when the network was ready.</param>
/// <param name="PeakBytes">The most memory that the process occupied.</param>
internal sealed record StartFigures(double LoadSeconds, double FirstCallSeconds, long HeldBytes, long PeakBytes);
