using System.Diagnostics;
using System.Text.Json;

namespace CnnGen.Benchmarks.Worker;

/// <summary>Loads a network and computes one image, in a process that has done nothing before.</summary>
internal static class FirstResult
{
    /// <summary>Prints <see cref="StartFigures"/> as a line of JSON.</summary>
    /// <param name="load">Loads, and returns what computes.</param>
    public static void Print(Func<Action> load)
    {
        long before = Environment.WorkingSet;
        long start = Stopwatch.GetTimestamp();
        Action compute = load();
        TimeSpan loaded = Stopwatch.GetElapsedTime(start);
        long held = Environment.WorkingSet - before;
        start = Stopwatch.GetTimestamp();
        compute();
        TimeSpan computed = Stopwatch.GetElapsedTime(start);
        using var process = Process.GetCurrentProcess();
        StartFigures figures = new(loaded.TotalSeconds, computed.TotalSeconds, held, process.PeakWorkingSet64);
        Console.WriteLine(JsonSerializer.Serialize(figures, WorkerJson.Default.StartFigures));
    }
}
