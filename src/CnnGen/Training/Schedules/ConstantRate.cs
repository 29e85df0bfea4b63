namespace CnnGen;

/// <summary>The optimizer's rate, always.</summary>
public sealed class ConstantRate() : LearningRateSchedule(ScheduleUnit.Epoch)
{
    /// <inheritdoc/>
    public override double Rate(double initial, long time) => initial;
}
