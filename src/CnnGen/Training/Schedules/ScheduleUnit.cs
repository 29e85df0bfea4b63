namespace CnnGen;

/// <summary>What a learning-rate schedule counts.</summary>
public enum ScheduleUnit
{
    /// <summary>Epochs that are complete: the rate is the same for all batches of an epoch.</summary>
    Epoch,

    /// <summary>Steps that were taken: the rate changes with every batch.</summary>
    Step,
}
