using CnnGen.Runtime;

namespace CnnGen;

/// <summary>The loss of one image from what the network gives; training computes the same while it makes gradients.</summary>
internal static class LossValue
{
    /// <summary>Of a classifier.</summary>
    /// <param name="kind">The loss.</param>
    /// <param name="outputs">Logits for <see cref="LossKind.SoftmaxCrossEntropy"/>, else probabilities.</param>
    /// <param name="label">The right class.</param>
    public static double OfLabel(LossKind kind, ReadOnlySpan<float> outputs, int label)
    {
        if (kind == LossKind.CrossEntropy)
        {
            return -Math.Log(Math.Max(outputs[label], LossMath.SmallestProbability));
        }

        float maximum = float.NegativeInfinity;
        foreach (float logit in outputs)
        {
            maximum = MathF.Max(maximum, logit);
        }

        double total = 0;
        foreach (float logit in outputs)
        {
            total += Math.Exp(logit - maximum);
        }

        return Math.Log(total) + maximum - outputs[label];
    }

    /// <summary>Of a regression.</summary>
    public static double OfValues(LossKind kind, ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets)
    {
        double total = 0;
        for (int i = 0; i < outputs.Length; i++)
        {
            double difference = (double)outputs[i] - targets[i];
            total += kind == LossKind.MeanSquaredError ? difference * difference : Math.Abs(difference);
        }

        return total / outputs.Length;
    }
}
