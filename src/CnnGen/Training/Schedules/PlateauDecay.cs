namespace CnnGen;

/// <summary>
/// Lowers the rate when a metric has not become better for some epochs, by PyTorch's ReduceLROnPlateau. It is computed from the history, so resuming needs no
/// state.
/// </summary>
public sealed class PlateauDecay : LearningRateSchedule
{
    // A change of the rate that is smaller is none.
    private const double SmallestChange = 1e-8;

    private readonly double _factor;
    private readonly int _patience;
    private readonly TrainingMetric _metric;
    private readonly double _threshold;
    private readonly int _cooldown;
    private readonly double _minimum;

    /// <summary>Sets what is watched, and what follows.</summary>
    /// <param name="factor">What the rate is multiplied by.</param>
    /// <param name="patience">Epochs without a better value that are borne; the next one lowers the rate.</param>
    /// <param name="metric">What is watched.</param>
    /// <param name="threshold">By which share of the best value a value must be better than it.</param>
    /// <param name="cooldown">Epochs after a change that are not counted.</param>
    /// <param name="minimum">The rate is never less.</param>
    public PlateauDecay(
        double factor = 0.1,
        int patience = 10,
        TrainingMetric metric = TrainingMetric.ValidationLoss,
        double threshold = 1e-4,
        int cooldown = 0,
        double minimum = 0)
        : base(ScheduleUnit.Epoch)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(patience);
        ArgumentOutOfRangeException.ThrowIfNegative(cooldown);
        _factor = OptimizerSetting.Checked(nameof(factor), factor, 0, Adam.BelowOne);
        _threshold = OptimizerSetting.Checked(nameof(threshold), threshold, 0, double.MaxValue);
        _minimum = OptimizerSetting.Checked(nameof(minimum), minimum, 0, double.MaxValue);
        _patience = patience;
        _metric = metric;
        _cooldown = cooldown;
    }

    /// <summary>The optimizer's rate: without results there is nothing to go by.</summary>
    /// <param name="initial">The optimizer's rate.</param>
    /// <param name="time">Not looked at.</param>
    public override double Rate(double initial, long time) => initial;

    /// <inheritdoc/>
    public override double Rate(double initial, long time, TrainingHistory history)
    {
        double rate = initial;
        double best = _metric.LargerIsBetter() ? double.NegativeInfinity : double.PositiveInfinity;
        int waited = 0;
        int cooling = 0;
        for (int i = 0; i < Math.Min(time, history.Count); i++)
        {
            double value = _metric.Of(history[i]);
            if (double.IsNaN(value))
            {
                throw new InvalidOperationException(
                    $"{nameof(PlateauDecay)} watches {_metric}, but epoch {i + 1} has none; give Fit validation data, or watch {TrainingMetric.Loss}.");
            }

            bool isBetter = _metric.LargerIsBetter() ? value > best * (1 + _threshold) : value < best * (1 - _threshold);
            (best, waited) = isBetter ? (value, 0) : (best, waited + 1);
            if (cooling > 0)
            {
                cooling--;
                waited = 0;
            }

            if (waited > _patience)
            {
                double lower = Math.Max(rate * _factor, _minimum);
                rate = rate - lower > SmallestChange ? lower : rate;
                cooling = _cooldown;
                waited = 0;
            }
        }

        return rate;
    }
}
