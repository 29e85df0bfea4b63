namespace CnnGen;

/// <summary>
/// Lowers the rate along half a cosine (PyTorch's CosineAnnealingLR), and stays at the end: minimum + (initial − minimum) · (1 + cos(π · time / length))
/// / 2.
/// </summary>
public sealed class CosineDecay : LearningRateSchedule
{
    private readonly long _length;
    private readonly double _minimum;

    /// <summary>Sets length and end.</summary>
    /// <param name="length">Epochs or steps until the end.</param>
    /// <param name="minimum">The rate at the end.</param>
    /// <param name="unit">What is counted.</param>
    public CosineDecay(long length, double minimum = 0, ScheduleUnit unit = ScheduleUnit.Epoch)
        : base(unit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        _length = length;
        _minimum = OptimizerSetting.Checked(nameof(minimum), minimum, 0, double.MaxValue);
    }

    /// <inheritdoc/>
    public override double Rate(double initial, long time) =>
        _minimum + ((initial - _minimum) * (1 + Math.Cos(Math.PI * Math.Min(time, _length) / _length)) / 2);
}
