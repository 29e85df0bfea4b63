using System.Diagnostics;
using CnnGen.Benchmarks.Worker;

namespace CnnGen.Benchmarks.Starting;

/// <summary>A program that loads a network and computes one image in a process of its own.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="Program">The program.</param>
/// <param name="File">What it loads.</param>
/// <param name="Arguments">What it is told.</param>
internal sealed record StartContender(string Name, WorkerProgram Program, string File, IReadOnlyList<string> Arguments)
{
    /// <summary>Starts it once.</summary>
    /// <param name="stop">Ends it.</param>
    public Start Run(CancellationToken stop)
    {
        long start = Stopwatch.GetTimestamp();
        using WorkerProcess process = new(Program, Arguments, stop);
        StartFigures figures = process.ReadAnswer(WorkerJson.Default.StartFigures);
        process.WaitForExit();
        return new Start(Stopwatch.GetElapsedTime(start).TotalSeconds, figures);
    }
}
