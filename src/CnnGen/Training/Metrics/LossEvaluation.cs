using CnnGen.Runtime;

namespace CnnGen;

/// <summary>
/// The losses of a network that declares several, or one with a label for each position, over a data set. By the functions that training uses; auxiliary heads,
/// which inference does without, have no part in it.
/// </summary>
internal static unsafe class LossEvaluation
{
    public static EvaluationResult Run<TNetwork>(TNetwork network, Dataset data, int batchSize, ConfusionMatrix? confusion, CancellationToken cancellation)
        where TNetwork : class, ITrainableNetwork<TNetwork>
    {
        NetworkInfo info = TNetwork.Info;
        BatchLoader loader = new(data, info, batchSize);
        float[] outputs = new float[Math.Min(batchSize, data.Count) * info.OutputLength];
        float[] logits = new float[outputs.Length];
        var sums = new Sum[info.Losses.Count];
        for (int first = 0; first < data.Count; first += loader.Count)
        {
            cancellation.ThrowIfCancellationRequested();
            loader.Load(first, Math.Min(batchSize, data.Count - first), network.Threads);
            network.Forward(loader.Images, outputs.AsSpan(0, loader.Count * info.OutputLength));
            network.Logits(loader.Images, logits.AsSpan(0, loader.Count * info.OutputLength));
            for (int image = 0; image < loader.Count; image++)
            {
                Add(info, outputs.AsSpan(image * info.OutputLength), logits.AsSpan(image * info.OutputLength), loader, image, sums, confusion);
            }
        }

        return Result(info, data.Count, sums);
    }

    private static void Add(NetworkInfo info, Span<float> outputs, Span<float> logits, BatchLoader loader, int image, Sum[] sums, ConfusionMatrix? confusion)
    {
        ReadOnlySpan<int> labels = loader.Labels.Slice(image * info.LabelLength, info.LabelLength);
        ReadOnlySpan<float> values = loader.Values.Slice(image * info.TargetLength, info.TargetLength);
        bool isFirst = true;
        for (int i = 0; i < sums.Length; i++)
        {
            LossInfo loss = info.Losses[i];
            if (loss.Output >= 0)
            {
                bool readsLogits = loss.Kind is LossKind.SoftmaxCrossEntropy or LossKind.BinaryCrossEntropy;
                Span<float> read = info.Outputs[loss.Output].Of(readsLogits ? logits : outputs);
                if (loss.TakesLabels)
                {
                    sums[i].AddLabels(loss, read, labels[..loss.TargetLength], isFirst ? confusion : null);
                    isFirst = false;
                }
                else
                {
                    sums[i].AddValues(loss, read, values[..loss.TargetLength]);
                }
            }

            labels = loss.TakesLabels ? labels[loss.TargetLength..] : labels;
            values = loss.TakesLabels ? values : values[loss.TargetLength..];
        }
    }

    private static EvaluationResult Result(NetworkInfo info, int images, Sum[] sums)
    {
        double total = 0;
        EvaluationResult result = new(images, 0, 0);
        bool isFirst = true;
        for (int i = 0; i < sums.Length; i++)
        {
            LossInfo loss = info.Losses[i];
            total += loss.Output < 0 || sums[i].Counted == 0 ? 0 : loss.Weight * sums[i].Loss / sums[i].Counted;
            if (isFirst && loss is { TakesLabels: true, Output: >= 0 })
            {
                result =
                    new EvaluationResult(
                        images,
                        loss.Positions == 1 ? (int)sums[i].Correct : 0,
                        0)
                    { Labels = sums[i].Labels, CorrectLabels = sums[i].Correct };
                isFirst = false;
            }
        }

        return result with { Loss = total };
    }

    /// <summary>What one loss has added up.</summary>
    private struct Sum
    {
        /// <summary>Losses, times what they count.</summary>
        public double Loss;

        /// <summary>What they count in all.</summary>
        public double Counted;

        /// <summary>Labels that count.</summary>
        public long Labels;

        /// <summary>Right ones among them.</summary>
        public long Correct;

        public void AddLabels(LossInfo loss, Span<float> read, ReadOnlySpan<int> labels, ConfusionMatrix? confusion)
        {
            float[] weights = [.. loss.ClassWeights];
            fixed (float* x = read, w = weights)
            {
                float[] gradient = new float[loss.Length];
                fixed (float* dx = gradient)
                {
                    for (int position = 0; position < labels.Length; position++)
                    {
                        int label = labels[position];
                        if (label == loss.IgnoreLabel)
                        {
                            continue;
                        }

                        BatchTotals totals = new() { ClassWeights = w, WeightScale = 1, LabelSmoothing = loss.LabelSmoothing, IgnoreLabel = -1 };
                        float* scores = x + ((nint)position * loss.Length);
                        if (loss.Kind == LossKind.CrossEntropy)
                        {
                            LossMath.CrossEntropy(scores, loss.Length, label, 0, dx, &totals);
                        }
                        else
                        {
                            LossMath.SoftmaxCrossEntropy(scores, loss.Length, label, 0, dx, &totals);
                        }

                        Loss += totals.Loss;
                        Counted += weights.Length == 0 ? 1 : weights[label];
                        Labels++;
                        Correct += totals.Correct;
                        confusion?.Add(label, LossMath.FirstLargest(scores, loss.Length));
                    }
                }
            }
        }

        public void AddValues(LossInfo loss, Span<float> read, ReadOnlySpan<float> values)
        {
            BatchTotals totals = default;
            float[] gradient = new float[loss.Length];
            fixed (float* x = read, t = values, dx = gradient)
            {
                switch (loss.Kind)
                {
                    case LossKind.BinaryCrossEntropy:
                        LossMath.BinaryCrossEntropy(x, loss.Length, t, loss.PositiveWeight, 0, dx, &totals);
                        break;
                    case LossKind.Huber:
                        LossMath.Huber(x, loss.Length, t, loss.Delta, 0, dx, &totals);
                        break;
                    case LossKind.MeanSquaredError:
                        LossMath.MeanSquaredError(x, loss.Length, t, 0, dx, &totals);
                        break;
                    default:
                        LossMath.MeanAbsoluteError(x, loss.Length, t, 0, dx, &totals);
                        break;
                }
            }

            Loss += totals.Loss;
            Counted++;
        }
    }
}
