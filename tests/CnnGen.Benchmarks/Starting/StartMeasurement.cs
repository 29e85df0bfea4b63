using CnnGen.Benchmarks.Measuring;

namespace CnnGen.Benchmarks.Starting;

/// <summary>All starts of one contender with one network.</summary>
/// <param name="Network">The network's name.</param>
/// <param name="Threads">Threads that a call may use.</param>
/// <param name="Contender">The contender's name.</param>
/// <param name="FileBytes">The size of what it loads.</param>
/// <param name="Starts">At least one.</param>
internal sealed record StartMeasurement(string Network, int Threads, string Contender, long FileBytes, IReadOnlyList<Start> Starts)
{
    private const double Megabyte = 1 << 20;

    /// <summary>From the start of the process to its end, in milliseconds.</summary>
    public Spread ProcessMilliseconds => SpreadOf(start => 1e3 * start.ProcessSeconds);

    /// <summary>Until the network is ready, in milliseconds.</summary>
    public Spread LoadMilliseconds => SpreadOf(start => 1e3 * start.Figures.LoadSeconds);

    /// <summary>The first image after that, in milliseconds.</summary>
    public Spread FirstCallMilliseconds => SpreadOf(start => 1e3 * start.Figures.FirstCallSeconds);

    /// <summary>What the process holds of the network once it is ready, in MiB.</summary>
    public Spread HeldMegabytes => SpreadOf(start => start.Figures.HeldBytes / Megabyte);

    /// <summary>The most memory of the process, in MiB.</summary>
    public Spread PeakMegabytes => SpreadOf(start => start.Figures.PeakBytes / Megabyte);

    /// <summary>The size of what is loaded, in MiB.</summary>
    public double FileMegabytes => FileBytes / Megabyte;

    /// <summary>What is held, as a multiple of the file.</summary>
    public double HeldByFile => HeldMegabytes.Median / FileMegabytes;

    /// <summary>
    /// Lets contenders start in turn. Before each start that counts is one that does not: it brings files into memory, and on a virtual machine memory that
    /// an earlier process gave back to the host.
    /// </summary>
    /// <param name="network">The network's name.</param>
    /// <param name="threads">Threads that a call may use.</param>
    /// <param name="contenders">The contenders.</param>
    /// <param name="rounds">Starts of each that count.</param>
    /// <param name="stop">Ends the work.</param>
    public static IReadOnlyList<StartMeasurement> Alternate(
        string network,
        int threads,
        IReadOnlyList<StartContender> contenders,
        int rounds,
        CancellationToken stop)
    {
        List<Start>[] starts = [.. contenders.Select(_ => new List<Start>())];
        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i < contenders.Count; i++)
            {
                contenders[i].Run(stop);
                starts[i].Add(contenders[i].Run(stop));
            }
        }

        return [.. contenders.Zip(
            starts,
            (contender, own) => new StartMeasurement(network, threads, contender.Name, new FileInfo(contender.File).Length, own))];
    }

    private Spread SpreadOf(Func<Start, double> figure) => Spread.Of(Starts.Select(figure));
}
