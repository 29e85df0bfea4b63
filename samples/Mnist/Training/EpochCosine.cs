using CnnGen;

namespace Mnist.Training;

/// <summary>
/// Lowers the learning rate along half a cosine in every epoch and begins the next one anew, a little lower (warm restarts: Loshchilov and Hutter 2017).
/// </summary>
/// <remarks>
/// Every epoch ends with small steps, so every epoch is a good one to stop after; and the rate depends on the number of the step alone, not on how many epochs
/// are planned: a run of one epoch that is resumed up to twelve takes the same steps as one that was begun with twelve.
/// </remarks>
/// <param name="stepsPerEpoch">Batches of an epoch.</param>
internal sealed class EpochCosine(int stepsPerEpoch) : LearningRateSchedule(ScheduleUnit.Step)
{
    /// <summary>The rate at the end of an epoch, as a share of that at its beginning.</summary>
    private const double End = 0.02;

    /// <summary>The rate at the beginning of an epoch, as a share of that of the epoch before.</summary>
    private const double Restart = 0.85;

    public override double Rate(double initial, long time)
    {
        double cosine = (1 + Math.Cos(Math.PI * (time % stepsPerEpoch) / stepsPerEpoch)) / 2;
        return initial * Math.Pow(Restart, time / stepsPerEpoch) * (End + ((1 - End) * cosine));
    }
}
