namespace CnnGen;

/// <summary>Multiplies the rate by a factor after every epoch or step (PyTorch's ExponentialLR): initial · factor^time.</summary>
/// <param name="factor">What the rate is multiplied by.</param>
/// <param name="unit">What is counted.</param>
public sealed class ExponentialDecay(double factor, ScheduleUnit unit = ScheduleUnit.Epoch) : LearningRateSchedule(unit)
{
    private readonly double _factor = OptimizerSetting.Checked(nameof(factor), factor, 0, double.MaxValue);

    /// <inheritdoc/>
    public override double Rate(double initial, long time) => initial * Math.Pow(_factor, time);
}
