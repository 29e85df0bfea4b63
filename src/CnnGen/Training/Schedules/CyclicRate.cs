namespace CnnGen;

/// <summary>
/// Goes up from a minimum to the optimizer's rate and down again, over and over (Smith 2017), by PyTorch's CyclicLR. Its three modes are amplitudes that stay
/// (<c>triangular</c>), that are halved after each cycle (<c>amplitude: 0.5</c>, <c>triangular2</c>), and that shrink with each step (<c>gamma</c>,
/// <c>exp_range</c>).
/// </summary>
public sealed class CyclicRate : LearningRateSchedule
{
    private readonly double _minimum;
    private readonly long _up;
    private readonly long _down;
    private readonly double _amplitude;
    private readonly double _gamma;

    /// <summary>Sets the cycle.</summary>
    /// <param name="minimum">The rate at the beginning of each cycle.</param>
    /// <param name="up">Steps or epochs from there to the optimizer's rate.</param>
    /// <param name="down">Steps or epochs back; 0 for as many as up.</param>
    /// <param name="amplitude">What the height of a cycle is multiplied by after each.</param>
    /// <param name="gamma">What the height is multiplied by after each step.</param>
    /// <param name="unit">What is counted.</param>
    public CyclicRate(double minimum, long up, long down = 0, double amplitude = 1, double gamma = 1, ScheduleUnit unit = ScheduleUnit.Step)
        : base(unit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(up, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(down);
        _minimum = OptimizerSetting.Checked(nameof(minimum), minimum, 0, double.MaxValue);
        _up = up;
        _down = down == 0 ? up : down;
        _amplitude = OptimizerSetting.Checked(nameof(amplitude), amplitude, 0, 1);
        _gamma = OptimizerSetting.Checked(nameof(gamma), gamma, 0, 1);
    }

    /// <inheritdoc/>
    public override double Rate(double initial, long time)
    {
        long place = time % (_up + _down);
        double height = place <= _up ? (double)place / _up : (double)(_up + _down - place) / _down;
        double scale = Math.Pow(_amplitude, time / (_up + _down)) * Math.Pow(_gamma, time);
        return _minimum + ((initial - _minimum) * height * scale);
    }
}
