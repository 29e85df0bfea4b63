namespace CnnGen;

/// <summary>How a rate goes from one value to another.</summary>
public enum RateCurve
{
    /// <summary>Along half a cosine.</summary>
    Cosine,

    /// <summary>In equal parts.</summary>
    Linear,
}

/// <summary>
/// One rise to the optimizer's rate and one long fall far below where it began, step by step (Smith and Topin 2018), by PyTorch's OneCycleLR; momentum stays as
/// it is.
/// </summary>
public sealed class OneCycle : LearningRateSchedule
{
    private readonly long _steps;
    private readonly double _peakAt;
    private readonly double _startDivisor;
    private readonly double _endDivisor;
    private readonly RateCurve _curve;

    /// <summary>Sets the course; the optimizer's rate is its peak.</summary>
    /// <param name="steps">Steps in all: epochs times batches of an epoch. The rate stays at the end after them.</param>
    /// <param name="warmup">The share of steps until the peak.</param>
    /// <param name="startDivisor">How many times smaller the rate is at the beginning.</param>
    /// <param name="endDivisor">How many times smaller than at the beginning it is at the end.</param>
    /// <param name="curve">How it goes up and down.</param>
    public OneCycle(long steps, double warmup = 0.3, double startDivisor = 25, double endDivisor = 1e4, RateCurve curve = RateCurve.Cosine)
        : base(ScheduleUnit.Step)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        _steps = steps;
        _peakAt = (OptimizerSetting.Checked(nameof(warmup), warmup, 0, 1) * steps) - 1;
        _startDivisor = OptimizerSetting.Checked(nameof(startDivisor), startDivisor, 1, double.MaxValue);
        _endDivisor = OptimizerSetting.Checked(nameof(endDivisor), endDivisor, 1, double.MaxValue);
        _curve = curve;
    }

    /// <inheritdoc/>
    public override double Rate(double initial, long time)
    {
        double start = initial / _startDivisor;
        return time <= _peakAt
            ? Between(start, initial, time / _peakAt)
            : Between(initial, start / _endDivisor, Math.Min(1, (time - Math.Max(0, _peakAt)) / (_steps - 1 - Math.Max(0, _peakAt))));
    }

    private double Between(double from, double to, double share)
    {
        double done = double.IsNaN(share) ? 1 : share; // a course of a single step
        return _curve == RateCurve.Linear ? from + ((to - from) * done) : to + ((from - to) / 2 * (1 + Math.Cos(Math.PI * done)));
    }
}
