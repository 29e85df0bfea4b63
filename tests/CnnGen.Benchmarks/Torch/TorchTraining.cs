using System.Globalization;
using System.Text.Json;
using CnnGen.Benchmarks.Measuring;
using CnnGen.Benchmarks.Networks;

namespace CnnGen.Benchmarks.Torch;

/// <summary>A peer that trains the same network.</summary>
internal sealed class TorchTraining : ITrainingContender
{
    private readonly TorchProcess _process;

    /// <summary>Starts it and lets it do the checked steps.</summary>
    /// <param name="program">Which peer.</param>
    /// <param name="task">What to train.</param>
    /// <param name="data">The images and labels.</param>
    /// <param name="saveWeights">Writes the weights to start from, as safetensors, to a path.</param>
    /// <param name="threads">Threads that it may use.</param>
    /// <param name="stop">Ends the process.</param>
    /// <exception cref="MissingPeerException">It is not here.</exception>
    public TorchTraining(PeerProgram program, TrainingTask task, LabelledImages data, Action<string> saveWeights, int threads, CancellationToken stop)
    {
        _process = new TorchProcess(threads, stop);
        try
        {
            string weights = _process.PathOf("weights.safetensors");
            saveWeights(weights);
            JsonElement ready = _process.Start(
                program,
                "--network", task.Network,
                "--images", _process.Write<float>("images.f32", data.Images), "--labels", _process.Write<int>("labels.i32", data.Labels), "--weights", weights,
                "--batch", Text(task.Batch), "--learning-rate", Text(task.LearningRate), "--momentum", Text(task.Momentum),
                "--checked-steps", Text(TrainingTask.CheckedSteps));
            Losses = [.. ready.GetProperty("losses").EnumerateArray().Select(loss => loss.GetDouble())];
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public string Name => _process.Name;

    public IReadOnlyList<double> Losses { get; }

    /// <summary>What would make it faster.</summary>
    public string? Advice => _process.Advice;

    /// <summary>The most memory its process ever had, in bytes; 0 where it does not say.</summary>
    public long PeakBytes => _process.PeakBytes;

    public Round Run(TimeSpan duration) => _process.Run(duration);

    public void Dispose() => _process.Dispose();

    private static string Text<T>(T value)
        where T : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);
}
