using System.Globalization;
using CnnGen.Benchmarks.Measuring;

namespace CnnGen.Benchmarks.Worker;

/// <summary>A generated network in a worker, one image a call, again and again.</summary>
/// <param name="program">The form of the worker.</param>
/// <param name="network">The network's name.</param>
/// <param name="weights">Its weights.</param>
/// <param name="threads">Threads that a call may use.</param>
/// <param name="stop">Ends the worker.</param>
internal sealed class WorkerInference(WorkerProgram program, string network, string weights, int threads, CancellationToken stop) : IContender
{
    private readonly WorkerProcess _process = new(program, ["repeat", network, weights, threads.ToString(CultureInfo.InvariantCulture)], stop);

    public string Name => program.Form;

    public Round Run(TimeSpan duration)
    {
        _process.Send(duration.TotalSeconds.ToString(CultureInfo.InvariantCulture));
        return _process.ReadAnswer(WorkerJson.Default.Round);
    }

    public void Dispose() => _process.Dispose();
}
