namespace CnnGen;

/// <summary>
/// How the learning rate changes while training goes on: a function of completed epochs or steps, or of their results, so that resuming needs no state.
/// </summary>
public abstract class LearningRateSchedule
{
    /// <summary>Sets the unit.</summary>
    /// <param name="unit">What <see cref="Rate(double, long)"/> counts.</param>
    protected LearningRateSchedule(ScheduleUnit unit) => Unit = unit;

    /// <summary>What <see cref="Rate(double, long)"/> counts.</summary>
    public ScheduleUnit Unit { get; }

    /// <summary>The rate after a time.</summary>
    /// <param name="initial">The optimizer's rate.</param>
    /// <param name="time">Completed epochs or steps; 0 at first.</param>
    public abstract double Rate(double initial, long time);

    /// <summary>The rate after a time, for schedules that look at what came of the epochs before; others leave it as it is.</summary>
    /// <param name="initial">The optimizer's rate, or that of a parameter group.</param>
    /// <param name="time">Completed epochs or steps; 0 at first.</param>
    /// <param name="history">The results of the completed epochs.</param>
    public virtual double Rate(double initial, long time, TrainingHistory history) => Rate(initial, time);
}
