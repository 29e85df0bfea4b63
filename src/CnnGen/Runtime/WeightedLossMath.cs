namespace CnnGen.Runtime;

/// <summary>Losses that compare labels, with class weights, label smoothing and two labels an image, by PyTorch's formulas.</summary>
/// <remarks>
/// The target of class c is t = (1 − s)·w[label] for the label, plus s/K·w[c]; the loss is −Σ t·log p. Its mean is divided by Σ w[label] over the batch, which
/// the caller has put into <see cref="BatchTotals.WeightScale"/>. Apart from the plain losses, since few trainings use it and none waits for it: double
/// precision.
/// </remarks>
internal static unsafe class WeightedLossMath
{
    public static void SoftmaxCrossEntropy(float* logits, int length, int label, float scale, float* dLogits, BatchTotals* totals)
    {
        int largest = LossMath.FirstLargest(logits, length);
        double sum = 0;
        for (int c = 0; c < length; c++)
        {
            sum += Math.Exp((double)logits[c] - logits[largest]);
        }

        double logSum = Math.Log(sum) + logits[largest];
        double weight = WeightScale(totals);
        double targets = 0;
        double loss = 0;
        for (int c = 0; c < length; c++)
        {
            double target = Target(c, length, label, totals);
            targets += target;
            loss += target == 0 ? 0 : target * (logSum - logits[c]); // a class that counts nothing may have no score
        }

        for (int c = 0; c < length; c++)
        {
            double probability = Math.Exp(logits[c] - logSum);
            dLogits[c] = (float)(scale * weight * ((targets * probability) - Target(c, length, label, totals)));
        }

        totals->Loss += weight * loss;
        totals->Correct += largest == LargerLabel(label, totals) ? 1 : 0;
    }

    public static void CrossEntropy(float* probabilities, int length, int label, float scale, float* dProbabilities, BatchTotals* totals)
    {
        double weight = WeightScale(totals);
        for (int c = 0; c < length; c++)
        {
            double target = Target(c, length, label, totals);
            double p = Math.Max(probabilities[c], LossMath.SmallestProbability);
            dProbabilities[c] = (float)(-scale * weight * target / p);
            totals->Loss -= weight * target * Math.Log(p);
        }

        totals->Correct += LossMath.FirstLargest(probabilities, length) == LargerLabel(label, totals) ? 1 : 0;
    }

    private static double WeightScale(BatchTotals* totals) => totals->ClassWeights == null ? 1 : totals->WeightScale;

    private static double Target(int c, int length, int label, BatchTotals* totals)
    {
        double weight = totals->ClassWeights == null ? 1 : totals->ClassWeights[c];
        double share = totals->LabelSmoothing / (double)length;
        return weight * (share + ((1 - totals->LabelSmoothing) * ShareOf(c, label, totals)));
    }

    /// <summary>What a class counts of the target before smoothing.</summary>
    private static double ShareOf(int c, int label, BatchTotals* totals)
    {
        if (totals->SecondLabels == null)
        {
            return c == label ? 1 : 0;
        }

        int image = -2 - label;
        return (c == totals->FirstLabels[image] ? 1 - totals->SecondShare : 0) + (c == totals->SecondLabels[image] ? totals->SecondShare : 0);
    }

    private static int LargerLabel(int label, BatchTotals* totals) =>
        totals->SecondLabels == null ? label : totals->SecondShare > 0.5f ? totals->SecondLabels[-2 - label] : totals->FirstLabels[-2 - label];
}
