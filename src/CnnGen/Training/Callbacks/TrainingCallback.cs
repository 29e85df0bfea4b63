namespace CnnGen;

/// <summary>Something that is called while a <see cref="Trainer{TNetwork}"/> trains, on its thread. Override what is of interest.</summary>
/// <remarks>What a callback throws ends training, between two steps; training can go on afterwards.</remarks>
public abstract class TrainingCallback
{
    /// <summary>Called when <c>Fit</c> begins, before anything is read.</summary>
    /// <param name="training">Where training stands.</param>
    public virtual void BeforeTraining(TrainingContext training)
    {
    }

    /// <summary>Called before an epoch's first batch; again where an epoch goes on that was stopped.</summary>
    /// <param name="training">Where training stands.</param>
    public virtual void BeforeEpoch(TrainingContext training)
    {
    }

    /// <summary>Called before the gradient of a batch is computed.</summary>
    /// <param name="training">Where training stands.</param>
    public virtual void BeforeBatch(TrainingContext training)
    {
    }

    /// <summary>Called after a batch, and after the step where the batch completes one.</summary>
    /// <param name="training">Where training stands; <see cref="TrainingContext.BatchLoss"/> is the batch's.</param>
    public virtual void AfterBatch(TrainingContext training)
    {
    }

    /// <summary>Called before the validation data is evaluated, where there is some.</summary>
    /// <param name="training">Where training stands.</param>
    public virtual void BeforeEvaluation(TrainingContext training)
    {
    }

    /// <summary>Called after the validation data was evaluated.</summary>
    /// <param name="training">Where training stands.</param>
    /// <param name="result">Loss and right answers.</param>
    public virtual void AfterEvaluation(TrainingContext training, EvaluationResult result)
    {
    }

    /// <summary>Called when an epoch is complete and in <see cref="TrainingContext.History"/>.</summary>
    /// <param name="training">Where training stands.</param>
    /// <param name="result">The epoch's result.</param>
    public virtual void AfterEpoch(TrainingContext training, EpochResult result)
    {
    }

    /// <summary>Called when <c>Fit</c> ends, however it does.</summary>
    /// <param name="training">Where training stands.</param>
    public virtual void AfterTraining(TrainingContext training)
    {
    }
}
