using System.Runtime.Intrinsics;
using CnnGen.Vectors;

namespace CnnGen.Runtime;

/// <summary>Losses of one image, with the gradient of what they read; called by generated code.</summary>
/// <remarks>Totals are kept in double precision, so that the reported loss does not depend on how many images a batch has.</remarks>
public static unsafe class LossMath
{
    /// <summary>
    /// Probabilities below this count as this, in training and in evaluation, so that loss and gradient stay finite: the loss of an image is at most 27.63. PyTorch
    /// bounds the gradient of its binary form so.
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
        if (totals->ClassWeights != null || totals->LabelSmoothing > 0)
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

    /// <summary>−log p[label] of probabilities.</summary>
    /// <param name="probabilities">Probabilities.</param>
    /// <param name="length">Number of classes.</param>
    /// <param name="label">The right class.</param>
    /// <param name="scale">Factor of the gradient.</param>
    /// <param name="dProbabilities">Receives the gradient: −1/p at the label.</param>
    /// <param name="totals">Is added to.</param>
    public static void CrossEntropy(float* probabilities, int length, int label, float scale, float* dProbabilities, BatchTotals* totals)
    {
        if (totals->ClassWeights != null || totals->LabelSmoothing > 0)
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
