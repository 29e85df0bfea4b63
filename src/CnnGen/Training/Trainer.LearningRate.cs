using CnnGen.Runtime;
using CnnGen.Threading;

namespace CnnGen;

public sealed partial class Trainer<TNetwork>
{
    // As fastai smooths, and gives up when the loss has grown by this factor over its smallest value.
    private const double LossSmoothing = 0.98;
    private const double LossGrowth = 4;

    /// <summary>
    /// Trains with a rate that grows from step to step and watches the loss (Smith 2017, section 3.3). Weights and optimizer are as before afterwards: nothing
    /// is trained.
    /// </summary>
    /// <param name="data">Training images.</param>
    /// <param name="batchSize">Images a step.</param>
    /// <param name="smallest">The first rate.</param>
    /// <param name="largest">The last rate; the loss mostly explodes before it, which ends the search.</param>
    /// <param name="steps">Steps from the first rate to the last.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <exception cref="ArgumentException">The network cannot take the data, or batches are too small for a batch norm.</exception>
    /// <exception cref="InvalidOperationException">Another thread is in a call of this trainer, or this is called by what it calls while it trains.</exception>
    public LearningRateCurve FindLearningRate(
        Dataset data, int batchSize, double smallest = 1e-6, double largest = 10, int steps = 100, CancellationToken cancellation = default)
    {
        using CallingThread.Call call = _calls.Enter(TNetwork.Info.Name, isAlone: true);
        OptimizerSetting.Checked(nameof(smallest), smallest, double.Epsilon, double.MaxValue);
        OptimizerSetting.Checked(nameof(largest), largest, smallest, double.MaxValue);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 2);
        DatasetCheck.ImagesAndTargets(TNetwork.Info, TNetwork.TargetKind, data);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        int[] order = new int[Sampler.Count(data.Count)];
        int count = Math.Min(batchSize, order.Length);
        if (count == 1 && NormOfOnePixel() is { } norm)
        {
            throw new ArgumentException($"{TNetwork.Info.Name}: {norm} normalises over the batch, which needs at least 2 images.", nameof(batchSize));
        }

        using AlignedBuffer weights = new(Network.Weights.Values.Length);
        Network.Weights.Values.CopyTo(weights.Span);
        (long optimizerSteps, AlignedBuffer[] optimizerState) = Optimizer.Copy(Network.Weights.TrainableLength);
        int threadsBefore = Network.Threads;
        Network.Threads = _threads;
        BatchLoader loader = new(data, TNetwork.Info, count, count);
        try
        {
            return Search(loader, order, data.Count, count, smallest, largest, steps, cancellation);
        }
        finally
        {
            loader.Abandon();
            Network.Threads = threadsBefore;
            CopyTo(weights, Network.Weights);
            Optimizer.Restore(optimizerSteps, optimizerState);
        }
    }

    private LearningRateCurve Search(
        BatchLoader loader, int[] order, int images, int count, double smallest, double largest, int steps, CancellationToken cancellation)
    {
        ParameterLayout layout = _layout ??= ParameterLayout.Of(Network.Weights, Optimizer, _frozen.Contains);
        List<double> rates = [];
        List<double> losses = [];
        double average = 0;
        int position = order.Length;
        for (int step = 0; step < steps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (position + count > order.Length)
            {
                RandomSource random = TrainingRandom.Order(_state.Seed, step);
                Sampler.Choose(order, images, ref random);
                position = 0;
            }

            int end = position + count;
            BatchRequest following = end + count > order.Length || step + 1 == steps
                ? BatchRequest.None
                : new BatchRequest(order.AsSpan(end, count).ToArray(), Augmentation, TrainingRandom.Epoch(_state.Seed, step + 1));
            double loss = GradientOf(loader, order, position, count, batch: 0, TrainingRandom.Epoch(_state.Seed, step), following).LossSum / count;
            position = end;
            average = (LossSmoothing * average) + ((1 - LossSmoothing) * loss);
            double smoothed = average / (1 - Math.Pow(LossSmoothing, step + 1));
            if (!double.IsFinite(smoothed) || !_gradientStep.IsFinite(_threads) || (losses.Count > 0 && smoothed > LossGrowth * losses.Min()))
            {
                break;
            }

            rates.Add(smallest * Math.Pow(largest / smallest, (double)step / (steps - 1)));
            losses.Add(smoothed);
            layout.ScaleTo(rates[^1]);
            Optimizer.Step(Network.Weights.Trainable, _gradientStep.Gradient, layout, _threads);
            Network.Weights.MarkChanged();
        }

        return new LearningRateCurve(rates, losses);
    }
}
