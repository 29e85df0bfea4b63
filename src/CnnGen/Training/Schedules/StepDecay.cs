namespace CnnGen;

/// <summary>Multiplies the rate by a factor after each period (PyTorch's StepLR): initial · factor^⌊time / period⌋.</summary>
public sealed class StepDecay : LearningRateSchedule
{
    private readonly long _period;
    private readonly double _factor;

    /// <summary>Sets period and factor.</summary>
    /// <param name="period">Epochs or steps between two changes.</param>
    /// <param name="factor">What the rate is multiplied by.</param>
    /// <param name="unit">What is counted.</param>
    public StepDecay(long period, double factor = 0.1, ScheduleUnit unit = ScheduleUnit.Epoch)
        : base(unit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(period, 1);
        _period = period;
        _factor = OptimizerSetting.Checked(nameof(factor), factor, 0, double.MaxValue);
    }

    /// <inheritdoc/>
    public override double Rate(double initial, long time) => initial * Math.Pow(_factor, time / _period);
}
