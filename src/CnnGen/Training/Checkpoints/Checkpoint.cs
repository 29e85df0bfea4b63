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
}
