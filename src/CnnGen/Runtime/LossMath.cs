using System.Runtime.Intrinsics;
using CnnGen.Vectors;

namespace CnnGen.Runtime;

/// <summary>Losses of one image, with the gradient of what they read; called by generated code.</summary>
/// <remarks>Totals are kept in double precision, so that the reported loss does not depend on how many images a batch has.</remarks>
public static unsafe class LossMath
{
    /// <summary>
    /// Probabilities below this count as this, in training and in evaluation, so that loss and gradient stay finite: the loss of an image is at most 27.63.
    /// PyTorch bounds the gradient of its binary form so.
    /// </summary>
    public const float SmallestProbability = 1e-12f;

    /// <summary>−log softmax(x)[label]; the gradient is softmax(x) − 1[label].</summary>
    /// <param name="logits">Scores.</param>
    /// <param name="length">Number of classes.</param>
    /// <param name="label">The right class.</param>
    /// <param name="scale">Factor of the gradient.</param>
    /// <param name="dLogits">Receives the gradient.</param>
    /// <param name="totals">Is added to.</param>
    public static void SoftmaxCrossEntropy(float* logits, int length, int label, float scale, float* dLogits, BatchTotals* totals)
    {
        if (totals->ClassWeights != null || totals->LabelSmoothing > 0 || totals->SecondLabels != null)
        {
            WeightedLossMath.SoftmaxCrossEntropy(logits, length, label, scale, dLogits, totals);
            return;
        }

        int largest = FirstLargest(logits, length);
        float sum = Exponentials(logits, length, logits[largest], dLogits);
        Vector128<float> factor = Vector128.Create(scale / sum);
        int i = 0;
        for (; i <= length - 4; i += 4)
        {
            *(Vector128<float>*)(dLogits + i) *= factor;
        }

        for (; i < length; i++)
        {
            dLogits[i] *= scale / sum;
        }

        dLogits[label] -= scale;
        totals->Loss += Math.Log(sum) - ((double)logits[label] - logits[largest]);
        totals->Correct += largest == label ? 1 : 0;
    }

    /// <summary>
    /// As <see cref="SoftmaxCrossEntropy"/> for each position of an image, divided by what all labels of the batch count, which the totals say.
    /// </summary>
    /// <param name="logits">Scores, [position, class].</param>
    /// <param name="positions">Number of positions.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="labels">The right class of each position, or the label that does not count.</param>
    /// <param name="scale">Factor of the gradient.</param>
    /// <param name="dLogits">Receives the gradient: 0 where the label does not count.</param>
    /// <param name="totals">Is added to.</param>
    public static void SoftmaxCrossEntropyOfPositions(
        float* logits, int positions, int classes, int* labels, float scale, float* dLogits, BatchTotals* totals) =>
        OfPositions(&SoftmaxCrossEntropy, logits, positions, classes, labels, scale, dLogits, totals);

    /// <summary>As <see cref="CrossEntropy"/> for each position of an image, divided by what all labels of the batch count, which the totals say.</summary>
    /// <param name="probabilities">Probabilities, [position, class].</param>
    /// <param name="positions">Number of positions.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="labels">The right class of each position, or the label that does not count.</param>
    /// <param name="scale">Factor of the gradient.</param>
    /// <param name="dProbabilities">Receives the gradient: 0 where the label does not count.</param>
    /// <param name="totals">Is added to.</param>
    public static void CrossEntropyOfPositions(
        float* probabilities, int positions, int classes, int* labels, float scale, float* dProbabilities, BatchTotals* totals) =>
        OfPositions(&CrossEntropy, probabilities, positions, classes, labels, scale, dProbabilities, totals);

    /// <summary>−log p[label] of probabilities.</summary>
    /// <param name="probabilities">Probabilities.</param>
    /// <param name="length">Number of classes.</param>
    /// <param name="label">The right class.</param>
    /// <param name="scale">Factor of the gradient.</param>
    /// <param name="dProbabilities">Receives the gradient: −1/p at the label.</param>
    /// <param name="totals">Is added to.</param>
    public static void CrossEntropy(float* probabilities, int length, int label, float scale, float* dProbabilities, BatchTotals* totals)
    {
        if (totals->ClassWeights != null || totals->LabelSmoothing > 0 || totals->SecondLabels != null)
        {
            WeightedLossMath.CrossEntropy(probabilities, length, label, scale, dProbabilities, totals);
            return;
        }

        new Span<float>(dProbabilities, length).Clear();
        float p = Math.Max(probabilities[label], SmallestProbability);
        dProbabilities[label] = -scale / p;
        totals->Loss -= Math.Log(p);
        totals->Correct += FirstLargest(probabilities, length) == label ? 1 : 0;
    }

    /// <summary>The mean of (x − t)².</summary>
    /// <param name="output">What the network gave.</param>
    /// <param name="length">Number of values.</param>
    /// <param name="target">What it should give.</param>
    /// <param name="scale">Factor of the gradient.</param>
    /// <param name="dOutput">Receives the gradient: 2·(x − t)/length.</param>
    /// <param name="totals">Is added to.</param>
    public static void MeanSquaredError(float* output, int length, float* target, float scale, float* dOutput, BatchTotals* totals)
    {
        double sum = 0;
        float factor = 2f * scale / length;
        for (int i = 0; i < length; i++)
        {
            float difference = output[i] - target[i];
            sum += (double)difference * difference;
            dOutput[i] = factor * difference;
        }

        totals->Loss += sum / length;
    }

    /// <summary>The mean of |x − t|; the gradient is 0 where they are equal.</summary>
    /// <param name="output">What the network gave.</param>
    /// <param name="length">Number of values.</param>
    /// <param name="target">What it should give.</param>
    /// <param name="scale">Factor of the gradient.</param>
    /// <param name="dOutput">Receives the gradient: sign(x − t)/length.</param>
    /// <param name="totals">Is added to.</param>
    public static void MeanAbsoluteError(float* output, int length, float* target, float scale, float* dOutput, BatchTotals* totals)
    {
        double sum = 0;
        float step = scale / length;
        for (int i = 0; i < length; i++)
        {
            float difference = output[i] - target[i];
            sum += Math.Abs(difference);
            dOutput[i] = difference > 0f ? step : difference < 0f ? -step : 0f;
        }

        totals->Loss += sum / length;
    }

    /// <summary>The mean of −p·t·log σ(x) − (1 − t)·log(1 − σ(x)), from scores x.</summary>
    /// <param name="logits">Scores.</param>
    /// <param name="length">Number of values.</param>
    /// <param name="target">Targets t from 0 to 1.</param>
    /// <param name="positiveWeight">p: how much a target of 1 counts.</param>
    /// <param name="scale">Factor of the gradient.</param>
    /// <param name="dLogits">Receives the gradient: ((1 − t)·σ(x) − p·t·(1 − σ(x)))/length.</param>
    /// <param name="totals">Is added to.</param>
    public static void BinaryCrossEntropy(float* logits, int length, float* target, float positiveWeight, float scale, float* dLogits, BatchTotals* totals)
    {
        double sum = 0;
        double factor = (double)scale / length;
        for (int i = 0; i < length; i++)
        {
            // e = exp(−|x|) never overflows; log(1 + e) is what both terms share.
            double x = logits[i];
            double t = target[i];
            double e = Math.Exp(-Math.Abs(x));
            double shared = Math.Log(1 + e);
            double weight = positiveWeight * t;
            sum += (weight * (shared + Math.Max(-x, 0))) + ((1 - t) * (shared + Math.Max(x, 0)));
            double sigma = x >= 0 ? 1 / (1 + e) : e / (1 + e);
            double rest = x >= 0 ? e / (1 + e) : 1 / (1 + e);
            dLogits[i] = (float)(factor * (((1 - t) * sigma) - (weight * rest)));
        }

        totals->Loss += sum / length;
    }

    /// <summary>The mean of ½d² where |d| ≤ δ, else of δ·(|d| − ½δ), for d = x − t (Huber 1964).</summary>
    /// <param name="output">What the network gave.</param>
    /// <param name="length">Number of values.</param>
    /// <param name="target">What it should give.</param>
    /// <param name="delta">δ: where the line begins.</param>
    /// <param name="scale">Factor of the gradient.</param>
    /// <param name="dOutput">Receives the gradient: d, at least −δ and at most δ, over length.</param>
    /// <param name="totals">Is added to.</param>
    public static void Huber(float* output, int length, float* target, float delta, float scale, float* dOutput, BatchTotals* totals)
    {
        double sum = 0;
        float factor = scale / length;
        for (int i = 0; i < length; i++)
        {
            float difference = output[i] - target[i];
            double distance = Math.Abs((double)difference);
            sum += distance <= delta ? 0.5 * distance * distance : delta * (distance - (0.5 * delta));
            dOutput[i] = factor * (difference > delta ? delta : difference < -delta ? -delta : difference);
        }

        totals->Loss += sum / length;
    }

    private static void OfPositions(
        delegate*<float*, int, int, float, float*, BatchTotals*, void> loss,
        float* values,
        int positions,
        int classes,
        int* labels,
        float scale,
        float* gradient,
        BatchTotals* totals)
    {
        BatchTotals ofImage = (*totals) with { Loss = 0, WeightScale = 1 };
        float share = scale * totals->WeightScale;
        for (int position = 0; position < positions; position++)
        {
            float* dValues = gradient + ((nint)position * classes);
            if (labels[position] == totals->IgnoreLabel)
            {
                new Span<float>(dValues, classes).Clear();
            }
            else
            {
                loss(values + ((nint)position * classes), classes, labels[position], share, dValues, &ofImage);
            }
        }

        totals->Loss += ofImage.Loss * totals->WeightScale;
        totals->Correct = ofImage.Correct;
    }

    internal static int FirstLargest(float* values, int length)
    {
        int largest = 0;
        for (int i = 1; i < length; i++)
        {
            if (values[i] > values[largest])
            {
                largest = i;
            }
        }

        return largest;
    }

    private static float Exponentials(float* values, int length, float subtracted, float* result)
    {
        Vector128<float> sums = Vector128<float>.Zero;
        int i = 0;
        for (; i <= length - 4; i += 4)
        {
            Vector128<float> e = VectorMath.Exp(*(Vector128<float>*)(values + i) - Vector128.Create(subtracted));
            *(Vector128<float>*)(result + i) = e;
            sums += e;
        }

        float sum = Vector128.Sum(sums);
        for (; i < length; i++)
        {
            result[i] = VectorMath.Exp(values[i] - subtracted);
            sum += result[i];
        }

        return sum;
    }
}
