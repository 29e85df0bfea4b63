using System.Globalization;

namespace CnnGen;

/// <summary>
/// Ends training when a metric has not become better for some epochs. Looks at the history alone, so that a resumed training stops where an unbroken one does.
/// </summary>
public sealed class EarlyStopping : TrainingCallback
{
    private readonly int _patience;
    private readonly double _minimumChange;
    private readonly TrainingMetric _metric;

    /// <summary>Sets what is watched.</summary>
    /// <param name="patience">Epochs without a better value before training stops.</param>
    /// <param name="minimumChange">By how much a value must be better than the best one so far.</param>
    /// <param name="metric">What is watched.</param>
    public EarlyStopping(int patience, double minimumChange = 0, TrainingMetric metric = TrainingMetric.ValidationLoss)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(patience, 1);
        _patience = patience;
        _minimumChange = OptimizerSetting.Checked(nameof(minimumChange), minimumChange, 0, double.MaxValue);
        _metric = metric;
    }

    /// <inheritdoc/>
    public override void BeforeTraining(TrainingContext training) => _metric.Require(training.HasValidation, nameof(EarlyStopping));

    /// <inheritdoc/>
    public override void AfterEpoch(TrainingContext training, EpochResult result)
    {
        double best = double.PositiveInfinity;
        int bestEpoch = 0;
        foreach (EpochResult epoch in training.History)
        {
            double cost = _metric.Cost(epoch);
            if (cost < best - _minimumChange || (bestEpoch == 0 && !double.IsNaN(cost)))
            {
                best = cost;
                bestEpoch = epoch.Epoch;
            }
        }

        if (result.Epoch - bestEpoch >= _patience)
        {
            double shown = _metric.LargerIsBetter() ? -best : best;
            training.Stop(string.Create(
                CultureInfo.InvariantCulture,
                $"{_metric} has not become better than {shown:0.####} of epoch {bestEpoch} for {result.Epoch - bestEpoch} epochs"));
        }
    }
}
