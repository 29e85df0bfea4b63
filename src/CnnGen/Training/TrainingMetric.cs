namespace CnnGen;

/// <summary>A number of an <see cref="EpochResult"/> that says how good an epoch was.</summary>
public enum TrainingMetric
{
    /// <summary>The loss on the validation set; the smaller, the better.</summary>
    ValidationLoss,

    /// <summary>The share of right answers on the validation set; the larger, the better.</summary>
    ValidationAccuracy,

    /// <summary>The loss on the training images; the smaller, the better.</summary>
    Loss,

    /// <summary>The share of right answers on the training images; the larger, the better.</summary>
    Accuracy,
}

/// <summary>What a metric is of an epoch, and which of two values is better.</summary>
internal static class TrainingMetrics
{
    public static bool NeedsValidation(this TrainingMetric metric) => metric is TrainingMetric.ValidationLoss or TrainingMetric.ValidationAccuracy;

    public static bool LargerIsBetter(this TrainingMetric metric) => metric is TrainingMetric.ValidationAccuracy or TrainingMetric.Accuracy;

    /// <summary>Its value; NaN where the epoch had no validation.</summary>
    public static double Of(this TrainingMetric metric, in EpochResult epoch) => metric switch
    {
        TrainingMetric.ValidationLoss => epoch.Validation?.Loss ?? double.NaN,
        TrainingMetric.ValidationAccuracy => epoch.Validation?.Accuracy ?? double.NaN,
        TrainingMetric.Loss => epoch.Loss,
        _ => epoch.Accuracy,
    };

    /// <summary>Its value with the sign that makes smaller values better ones.</summary>
    public static double Cost(this TrainingMetric metric, in EpochResult epoch) => metric.LargerIsBetter() ? -metric.Of(epoch) : metric.Of(epoch);

    /// <summary>Refuses a metric of the validation set where there is none.</summary>
    public static void Require(this TrainingMetric metric, bool hasValidation, string who)
    {
        if (metric.NeedsValidation() && !hasValidation)
        {
            throw new ArgumentException(
                $"{who} watches {metric}, but Fit was given no validation data; give it some, or watch {TrainingMetric.Loss}.",
                "validation");
        }
    }
}
