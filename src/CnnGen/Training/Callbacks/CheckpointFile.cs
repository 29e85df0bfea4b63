namespace CnnGen;

/// <summary>Writes a checkpoint after every epoch, or every few; the file always holds a whole one.</summary>
public sealed class CheckpointFile : TrainingCallback
{
    private readonly string _path;
    private readonly int _every;

    /// <summary>Sets the file.</summary>
    /// <param name="path">The file; each checkpoint takes the place of the one before.</param>
    /// <param name="every">Epochs between two checkpoints.</param>
    public CheckpointFile(string path, int every = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(every, 1);
        _path = path;
        _every = every;
    }

    /// <inheritdoc/>
    public override void AfterEpoch(TrainingContext training, EpochResult result)
    {
        if (result.Epoch % _every == 0 || result.Epoch == training.Epochs)
        {
            training.SaveCheckpoint(_path);
        }
    }
}
