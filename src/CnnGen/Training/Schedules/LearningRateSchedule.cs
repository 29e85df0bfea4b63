namespace CnnGen;

/// <summary>How the learning rate changes while training goes on: a function of completed epochs or steps alone, so that resuming needs no state.</summary>
public abstract class LearningRateSchedule
{
    /// <summary>Sets the unit.</summary>
    /// <param name="unit">What <see cref="Rate"/> counts.</param>
    protected LearningRateSchedule(ScheduleUnit unit) => Unit = unit;

    /// <summary>What <see cref="Rate"/> counts.</summary>
    public ScheduleUnit Unit { get; }

    /// <summary>The rate after a time.</summary>
    /// <param name="initial">The optimizer's rate.</param>
    /// <param name="time">Completed epochs or steps; 0 at first.</param>
    public abstract double Rate(double initial, long time);
}
