namespace CnnGen;

/// <summary>Lowers the rate to zero along a power of the time that is left (PyTorch's PolynomialLR): initial · (1 − time/length)^power.</summary>
public sealed class PolynomialDecay : LearningRateSchedule
{
    private readonly long _length;
    private readonly double _power;

    /// <summary>Sets length and power.</summary>
    /// <param name="length">Epochs or steps until the rate is 0.</param>
    /// <param name="power">1 is a straight line; segmentation networks are often trained with 0.9.</param>
    /// <param name="unit">What is counted.</param>
    public PolynomialDecay(long length, double power = 1, ScheduleUnit unit = ScheduleUnit.Epoch)
        : base(unit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        _length = length;
        _power = OptimizerSetting.Checked(nameof(power), power, 0, double.MaxValue);
    }

    /// <inheritdoc/>
    public override double Rate(double initial, long time) => initial * Math.Pow(1 - ((double)Math.Min(time, _length) / _length), _power);
}
