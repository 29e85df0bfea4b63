using CnnGen.Packing;

namespace CnnGen.Runtime;

/// <summary>The generated code of one network's forward and backward pass. Made by generated code only.</summary>
/// <remarks>
/// Either a batch is cut into micro-batches and shards: each shard sums the gradients of its own images, and shards are added in their order. Or the whole
/// batch goes through stage after stage, and each number is computed by one thread, over the images in their order. In both cases threads do not change a bit.
/// </remarks>
public sealed unsafe class TrainingProgram
{
    /// <summary>What the loss compares the output with.</summary>
    public required TargetKind TargetKind { get; init; }

    /// <summary>Images that go through forward and backward together; 0 for the whole batch.</summary>
    public int MicroBatch { get; init; }

    /// <summary>Into how many sums the gradients of a batch are collected, at most; 0 where the whole batch has one.</summary>
    public int Shards { get; init; }

    /// <summary>Memory in floats: of one micro-batch, or of what a whole batch has once.</summary>
    public required int ArenaLength { get; init; }

    /// <summary>Memory of each image of a whole batch, in floats: kept forward values and gradients. It follows <see cref="ArenaLength"/>.</summary>
    public int ImageArenaLength { get; init; }

    /// <summary>What of <see cref="ImageArenaLength"/> holds values that the forward pass leaves for the backward pass, in floats.</summary>
    public int KeptLength { get; init; }

    /// <summary>Memory of each thread while a kernel runs, in floats.</summary>
    public int ScratchLength { get; init; }

    /// <summary>Weights in the orders that the forward and backward kernels of training read.</summary>
    public required int PackedLength { get; init; }

    /// <summary>How the weights are brought into these orders, after every change of the weights. What no step writes is zero.</summary>
    public required delegate*<PackingStep[]> PackingSteps { get; init; }

    /// <summary>Forward and backward: one stage for a micro-batch, or those of a whole batch.</summary>
    public required IReadOnlyList<TrainingStage> Stages { get; init; }

    /// <summary>Floats that each image contributes to values of the whole batch, where they are most.</summary>
    public int ContributionsLength { get; init; }

    /// <summary>Floats of all values of the whole batch; 0 where no layer needs any.</summary>
    public int WholeBatchLength { get; init; }

    /// <summary>A batch norm over a single pixel, which has one value a channel in a batch of one image; null where there is none.</summary>
    public string? NormOfOnePixel { get; init; }
}
