using CnnGen.Runtime;

namespace CnnGen;

/// <summary>What a checkpoint holds, apart from names and numbers that must agree.</summary>
internal sealed class Checkpoint
{
    public required TrainingState State { get; init; }

    public required long Steps { get; init; }

    public required TrainingHistory History { get; init; }

    public required AlignedBuffer Weights { get; init; }

    public required AlignedBuffer[] OptimizerState { get; init; }

    /// <summary>The data that training was going through; null before the first epoch.</summary>
    public DatasetIdentity? Data { get; init; }

    /// <summary>Names of the tensors that are not trained.</summary>
    public IReadOnlyList<string> Frozen { get; init; } = [];

    /// <summary>A text of the caller.</summary>
    public string? Note { get; init; }

    /// <summary>The moving average of the weights, where there is one.</summary>
    public AlignedBuffer? AveragedWeights { get; init; }

    /// <summary>The weights of the best epoch, where they are kept.</summary>
    public AlignedBuffer? BestWeights { get; init; }

    /// <summary>The best epoch; 0 where its weights are not kept.</summary>
    public int BestEpoch { get; init; }

    /// <summary>Groups that a batch is divided into.</summary>
    public int BatchGroups { get; init; } = 1;
}
