using System.Globalization;
using System.Text.Json;
using CnnGen.Benchmarks.Measuring;
using CnnGen.Benchmarks.Networks;

namespace CnnGen.Benchmarks.Torch;

/// <summary>PyTorch training LeNet-5.</summary>
internal sealed class TorchTraining : ITrainingContender
{
    private readonly TorchProcess _process;

    /// <summary>Starts it and lets it do the checked steps.</summary>
    /// <param name="task">What to train.</param>
    /// <param name="data">The images and labels.</param>
    /// <param name="saveWeights">Writes the weights to start from, as safetensors, to a path.</param>
    /// <param name="threads">Threads that PyTorch may use.</param>
    /// <param name="stop">Ends the process.</param>
    /// <exception cref="MissingPeerException">There is no Python or no PyTorch.</exception>
    public TorchTraining(TrainingTask task, LabelledImages data, Action<string> saveWeights, int threads, CancellationToken stop)
    {
        _process = new TorchProcess(threads, stop);
        try
        {
            string weights = _process.PathOf("weights.safetensors");
            saveWeights(weights);
            JsonElement ready = _process.Start(
                "train_lenet5.py",
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

    /// <summary>What would make PyTorch faster.</summary>
    public string? Advice => _process.Advice;

    public Round Run(TimeSpan duration) => _process.Run(duration);

    public void Dispose() => _process.Dispose();

    private static string Text<T>(T value)
        where T : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);
}
