namespace CnnGen;

/// <summary>Where a training stands between two batches: with weights, optimizer and history, all that the next batch depends on.</summary>
internal struct TrainingState
{
    /// <summary>Seed of order, augmentation and noise.</summary>
    public int Seed;

    /// <summary>Complete epochs.</summary>
    public int Epoch;

    /// <summary>Images of the running epoch that are done.</summary>
    public int Position;

    /// <summary>Images a batch in the running epoch; 0 before its first batch.</summary>
    public int BatchSize;

    /// <summary>Images of the running epoch; 0 before its first batch.</summary>
    public int Images;

    /// <summary>Sum of the losses in the running epoch.</summary>
    public double LossSum;

    /// <summary>Right answers in the running epoch.</summary>
    public int Correct;

    /// <summary>Training time of the running epoch.</summary>
    public double Seconds;

    /// <summary>The rate of the last step.</summary>
    public double LearningRate;
}
