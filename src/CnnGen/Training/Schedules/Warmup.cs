namespace CnnGen;

/// <summary>
/// Raises the rate in equal parts to the optimizer's, then follows another schedule, which counts from there: initial · (time + 1) / length at first.
/// </summary>
public sealed class Warmup : LearningRateSchedule
{
    private readonly long _length;
    private readonly LearningRateSchedule _then;

    /// <summary>Sets length and continuation.</summary>
    /// <param name="length">Epochs or steps, as <paramref name="then"/> counts them.</param>
    /// <param name="then">What follows.</param>
    public Warmup(long length, LearningRateSchedule then)
        : base(then.Unit)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        _length = length;
        _then = then;
    }

    /// <inheritdoc/>
    public override double Rate(double initial, long time) =>
        time < _length ? initial * (time + 1) / _length : _then.Rate(initial, time - _length);

    /// <inheritdoc/>
    public override double Rate(double initial, long time, TrainingHistory history) =>
        time < _length ? Rate(initial, time) : _then.Rate(initial, time - _length, history);
}
