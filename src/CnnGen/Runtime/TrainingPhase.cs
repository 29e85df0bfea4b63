namespace CnnGen.Runtime;

/// <summary>
/// A stretch of forward and backward that each micro-batch goes through by itself. It ends where the next layer needs something of the whole batch, such as the mean of
/// a batch norm. Made by generated code only.
/// </summary>
public sealed unsafe class TrainingPhase
{
    /// <summary>The stretch for one micro-batch; adds to the shard's gradient. The arena holds what earlier phases of the same micro-batch left there.</summary>
    public required delegate*<in MicroBatch, void> Run { get; init; }

    /// <summary>Makes values of the whole batch when all micro-batches have been through; null where none are needed, as after the last phase.</summary>
    public delegate*<in WholeBatch, void> Reduce { get; init; }
}
