namespace CnnGen.Benchmarks.Measuring;

/// <summary>What contenders do in a comparison.</summary>
/// <param name="Network">The network's name.</param>
/// <param name="Work">What is done with it: <c>inference</c>, <c>training</c>.</param>
/// <param name="Batch">Images a call.</param>
/// <param name="Threads">Threads a call may use.</param>
internal sealed record Workload(string Network, string Work, int Batch, int Threads)
{
    /// <summary>All of it in words.</summary>
    public string Title => $"{Network}, {Work}, {Setting}";

    /// <summary>Batch and threads in words.</summary>
    public string Setting => $"batch {Batch}, {Threads} thread{(Threads == 1 ? "" : "s")}";
}
