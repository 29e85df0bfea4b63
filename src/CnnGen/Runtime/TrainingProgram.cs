using CnnGen.Packing;

namespace CnnGen.Runtime;

/// <summary>The generated code of one network's forward and backward pass. Made by generated code only.</summary>
/// <remarks>
/// A batch is cut into micro-batches; each shard sums the gradients of its own ones, and shards are added in their order, so that threads do not change a bit.
/// Where layers need something of the whole batch, forward and backward are cut into phases: all micro-batches go through one before any begins the next.
/// </remarks>
public sealed unsafe class TrainingProgram
{
    /// <summary>What the loss compares the output with.</summary>
    public required TargetKind TargetKind { get; init; }

    /// <summary>Images that go through forward and backward together.</summary>
    public required int MicroBatch { get; init; }

    /// <summary>Into how many sums the gradients of a batch are collected, at most.</summary>
    public required int Shards { get; init; }

    /// <summary>Memory of one micro-batch, in floats: kept forward values, gradients, sums in the order of the backward kernels.</summary>
    public required int ArenaLength { get; init; }

    /// <summary>Weights in the orders that the forward and backward kernels of training read.</summary>
    public required int PackedLength { get; init; }

    /// <summary>How the weights are brought into these orders, after every change of the weights. What no step writes is zero.</summary>
    public required delegate*<PackingStep[]> PackingSteps { get; init; }

    /// <summary>Forward and backward, in one phase or cut where the whole batch must be known.</summary>
    public required IReadOnlyList<TrainingPhase> Phases { get; init; }

    /// <summary>Floats that each image contributes to values of the whole batch, in the phase where they are most.</summary>
    public int ContributionsLength { get; init; }

    /// <summary>Floats of all values of the whole batch; 0 where no layer needs any.</summary>
    public int WholeBatchLength { get; init; }

    /// <summary>A batch norm over a single pixel, which has one value a channel in a batch of one image; null where there is none.</summary>
    public string? NormOfOnePixel { get; init; }
}
