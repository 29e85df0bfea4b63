namespace CnnGen;

/// <summary>Where a training stands, for <see cref="TrainingCallback"/>s.</summary>
public sealed class TrainingContext
{
    private readonly Action<string> _saveCheckpoint;

    internal TrainingContext(NetworkWeights weights, TrainingHistory history, int epochs, bool hasValidation, Action<string> saveCheckpoint)
    {
        Weights = weights;
        History = history;
        Epochs = epochs;
        HasValidation = hasValidation;
        _saveCheckpoint = saveCheckpoint;
    }

    /// <summary>The network that is trained.</summary>
    public NetworkInfo Network => Weights.Info;

    /// <summary>Its weights.</summary>
    public NetworkWeights Weights { get; }

    /// <summary>The results of the complete epochs.</summary>
    public TrainingHistory History { get; }

    /// <summary>The running epoch, from 1.</summary>
    public int Epoch { get; internal set; }

    /// <summary>Epochs in all.</summary>
    public int Epochs { get; }

    /// <summary>Whether a validation set is evaluated after each epoch.</summary>
    public bool HasValidation { get; }

    /// <summary>Steps that the optimizer has taken.</summary>
    public long Step { get; internal set; }

    /// <summary>Images of the running epoch that are done.</summary>
    public int Image { get; internal set; }

    /// <summary>Images of an epoch.</summary>
    public int Images { get; internal set; }

    /// <summary>Mean loss of the last batch; NaN before the first.</summary>
    public double BatchLoss { get; internal set; } = double.NaN;

    /// <summary>Mean loss of the running epoch so far; NaN before the first step.</summary>
    public double Loss { get; internal set; } = double.NaN;

    /// <summary>The learning rate of the last step.</summary>
    public double LearningRate { get; internal set; }

    /// <summary>Length of the last step's gradient before it was clipped; NaN where it is not clipped by its norm.</summary>
    public double GradientNorm { get; internal set; } = double.NaN;

    /// <summary>Why training is to stop; null where it goes on.</summary>
    public string? StopReason { get; private set; }

    /// <summary>Ends training after the step, or after the epoch when called there. <c>Fit</c> returns as it does when all epochs are done.</summary>
    /// <param name="reason">What <see cref="Trainer{TNetwork}.StopReason"/> will say.</param>
    public void Stop(string reason) => StopReason ??= reason;

    /// <summary>Writes all that the next step depends on, as <see cref="Trainer{TNetwork}.SaveCheckpoint(string)"/> does.</summary>
    /// <param name="path">The file.</param>
    public void SaveCheckpoint(string path) => _saveCheckpoint(path);
}
