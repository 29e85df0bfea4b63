using CnnGen.Runtime;

namespace CnnGen;

/// <summary>Runs networks over data sets without training them. Uses the network's threads.</summary>
public static class Evaluation
{
    private const int DefaultBatch = 256;

    /// <summary>Mean loss and right answers.</summary>
    /// <param name="network">The network.</param>
    /// <param name="data">The data set.</param>
    /// <param name="batchSize">Images at a time; the result does not depend on it.</param>
    /// <param name="confusion">Counts classes and answers, where given.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <exception cref="ArgumentException">The network cannot take the data, or a label is no class.</exception>
    public static EvaluationResult Run<TNetwork>(
        TNetwork network, Dataset data, int batchSize = DefaultBatch, ConfusionMatrix? confusion = null, CancellationToken cancellation = default)
        where TNetwork : class, ITrainableNetwork<TNetwork>
    {
        DatasetCheck.ImagesAndTargets(TNetwork.Info, TNetwork.TargetKind, data);
        if (TNetwork.Info.Losses.Count > 0)
        {
            return LossEvaluation.Run(network, data, batchSize, confusion, cancellation);
        }

        int outputLength = TNetwork.Info.OutputLength;
        BatchLoader loader = new(data, TNetwork.Info, batchSize);
        float[] outputs = new float[Math.Min(batchSize, data.Count) * outputLength];
        double loss = 0;
        int correct = 0;
        for (int first = 0; first < data.Count; first += loader.Count)
        {
            cancellation.ThrowIfCancellationRequested();
            loader.Load(first, Math.Min(batchSize, data.Count - first), network.Threads);
            Span<float> batch = outputs.AsSpan(0, loader.Count * outputLength);
            if (TNetwork.LossKind == LossKind.SoftmaxCrossEntropy)
            {
                network.Logits(loader.Images, batch);
            }
            else
            {
                network.Forward(loader.Images, batch);
            }

            for (int i = 0; i < loader.Count; i++)
            {
                ReadOnlySpan<float> output = batch.Slice(i * outputLength, outputLength);
                if (TNetwork.TargetKind == TargetKind.Values)
                {
                    loss += LossValue.OfValues(TNetwork.LossKind, output, loader.Values.Slice(i * outputLength, outputLength));
                    continue;
                }

                int label = loader.Labels[i];
                int predicted = NetworkRuntime.IndexOfLargest(output);
                loss += LossValue.OfLabel(TNetwork.LossKind, output, label);
                correct += predicted == label ? 1 : 0;
                confusion?.Add(label, predicted);
            }
        }

        return new EvaluationResult(data.Count, correct, loss / data.Count);
    }

    /// <summary>
    /// Everything that is usually asked of a classifier: right answers, top k, and precision, recall, F1 and the area under the ROC curve of each class.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="data">The data set, with labels.</param>
    /// <param name="batchSize">Images at a time; the result does not depend on it.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <exception cref="ArgumentException">The network cannot take the data, or a label is no class.</exception>
    public static ClassificationReport Report<TNetwork>(
        TNetwork network, Dataset data, int batchSize = DefaultBatch, CancellationToken cancellation = default)
        where TNetwork : class, INetwork<TNetwork>
    {
        DatasetCheck.ImagesAndTargets(TNetwork.Info, TargetKind.Label, data);
        int outputLength = TNetwork.Info.OutputLength;
        BatchLoader loader = new(data, TNetwork.Info, batchSize);
        float[] outputs = new float[Math.Min(batchSize, data.Count) * outputLength];
        ClassificationReport report = new(outputLength);
        for (int first = 0; first < data.Count; first += loader.Count)
        {
            cancellation.ThrowIfCancellationRequested();
            loader.Load(first, Math.Min(batchSize, data.Count - first), network.Threads);
            Span<float> batch = outputs.AsSpan(0, loader.Count * outputLength);
            network.Forward(loader.Images, batch);
            for (int i = 0; i < loader.Count; i++)
            {
                report.Add(batch.Slice(i * outputLength, outputLength), loader.Labels[i]);
            }
        }

        return report;
    }

    /// <summary>The network's answer to every image.</summary>
    /// <param name="network">The network.</param>
    /// <param name="data">The data set; its targets are not read.</param>
    /// <param name="batchSize">Images at a time; the result does not depend on it.</param>
    /// <exception cref="ArgumentException">The network cannot take the data.</exception>
    public static int[] Predict<TNetwork>(TNetwork network, Dataset data, int batchSize = DefaultBatch)
        where TNetwork : class, INetwork<TNetwork>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        DatasetCheck.Images(TNetwork.Info, data);
        int outputLength = TNetwork.Info.OutputLength;
        int capacity = Math.Min(batchSize, data.Count);
        float[] images = new float[capacity * data.ImageLength];
        float[] outputs = new float[capacity * outputLength];
        int[] answers = new int[data.Count];
        for (int first = 0; first < data.Count; first += capacity)
        {
            int count = Math.Min(capacity, data.Count - first);
            for (int i = 0; i < count; i++)
            {
                data.CopyImage(first + i, images.AsSpan(i * data.ImageLength, data.ImageLength));
            }

            network.Logits(images.AsSpan(0, count * data.ImageLength), outputs.AsSpan(0, count * outputLength));
            for (int i = 0; i < count; i++)
            {
                answers[first + i] = NetworkRuntime.IndexOfLargest(outputs.AsSpan(i * outputLength, outputLength));
            }
        }

        return answers;
    }
}
