using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace CnnGen.Benchmarks.Worker;

/// <summary>A running worker, which answers with lines of JSON.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly Process _process;
    private readonly CancellationTokenRegistration _killing;
    private readonly CancellationToken _stop;

    /// <summary>Starts it.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">What it has to do.</param>
    /// <param name="stop">Ends it.</param>
    public WorkerProcess(WorkerProgram program, IEnumerable<string> arguments, CancellationToken stop)
    {
        _stop = stop;
        _process = Process.Start(new ProcessStartInfo(program.Path, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        _killing = stop.Register(_process.Kill);
    }

    /// <summary>Says something to the worker.</summary>
    public void Send(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
    }

    /// <summary>Waits for its next line.</summary>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    /// <exception cref="BenchmarkException">The worker ended; it has printed why.</exception>
    public T ReadAnswer<T>(JsonTypeInfo<T> type)
    {
        string? line = _process.StandardOutput.ReadLine();
        _stop.ThrowIfCancellationRequested();
        return JsonSerializer.Deserialize(line ?? throw new BenchmarkException("The worker ended without an answer."), type)!;
    }

    /// <summary>Waits for its end.</summary>
    public void WaitForExit() => _process.WaitForExit();

    /// <summary>Ends the worker, which has no more input then.</summary>
    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _killing.Dispose();
        _process.Dispose();
    }
}
