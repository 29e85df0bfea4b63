using System.Diagnostics;
using CnnGen.Runtime;
using CnnGen.Threading;

namespace CnnGen;

// Epochs, batches and steps. What is changed before a step has its gradient can be brought back, so that an exception leaves whole steps.
public sealed partial class Trainer<TNetwork>
{
    /// <summary>Trains until a number of epochs is complete, counting those that already are: <c>Epoch + 2</c> trains two more.</summary>
    /// <param name="data">Training images.</param>
    /// <param name="epochs">Epochs in all.</param>
    /// <param name="batchSize">Images a batch; the last batch of an epoch may have fewer, see <see cref="DropLast"/>.</param>
    /// <param name="progress">Told some times a second, and after each epoch.</param>
    /// <param name="validation">Evaluated after each epoch.</param>
    /// <param name="cancellation">
    /// Stops between two steps; <see cref="SaveCheckpoint(string)"/> or another call of this method then goes on from there.
    /// </param>
    /// <returns><see cref="History"/>.</returns>
    /// <exception cref="ArgumentException">
    /// The network cannot take the data, or an epoch was begun with other data or batches, or the last batch is too small for a batch norm; no step was taken.
    /// </exception>
    /// <exception cref="CheckpointException">Training goes on from a checkpoint that was made while training on other data.</exception>
    /// <exception cref="ArgumentOutOfRangeException">All these epochs are complete since an earlier call.</exception>
    /// <exception cref="NotFiniteNumberException">
    /// A loss or gradient was not finite. The step was not taken: weights, optimizer and history are those before it.
    /// </exception>
    /// <exception cref="OperationCanceledException">Training was stopped.</exception>
    /// <exception cref="InvalidOperationException">Another thread is in a call of this trainer, or this is called by what it calls while it trains.</exception>
    public TrainingHistory Fit(
        Dataset data,
        int epochs,
        int batchSize,
        IProgress<TrainingProgress>? progress = null,
        Dataset? validation = null,
        CancellationToken cancellation = default)
    {
        using CallingThread.Call call = _calls.Enter(TNetwork.Info.Name, isAlone: true);
        ArgumentOutOfRangeException.ThrowIfNegative(epochs);
        CheckData(data, validation);
        int images = Sampler.Count(data.Count);
        CheckBatches(data, images, batchSize);
        _division?.Check(images, batchSize);
        if (epochs <= _state.Epoch && _hasFitted)
        {
            // A finished run that is resumed has nothing to do; whoever calls twice expects more epochs.
            throw new ArgumentOutOfRangeException(
                nameof(epochs), epochs, $"{_state.Epoch} epochs are complete, and {nameof(epochs)} counts all of them: Epoch + {epochs} trains {epochs} more.");
        }

        progress = IsMainProcess ? progress : null;
        BatchLoader loader = new(data, TNetwork.Info, batchSize, images);
        TrainingContext context = new(Network.Weights, History, epochs, validation is not null, SaveCheckpoint);
        EpochPlan plan = new(data, new int[images], batchSize, validation, epochs);
        int threadsBefore = Network.Threads;
        Network.Threads = _threads;
        StopReason = null;
        _identity = _resumedData ?? (_data == data ? _identity : null);
        _data = data;
        _resumedData = null;
        try
        {
            Update(context, images);
            Call(context, static (callback, context) => callback.BeforeTraining(context));
            while (_state.Epoch < epochs && GoesOn(context, cancellation))
            {
                TimeSpan waitedBefore = loader.Waited;
                RunEpoch(loader, plan, new ProgressReport(progress, epochs), context, cancellation);
                if (IsAtEnd(plan))
                {
                    TimeSpan waited = loader.Waited - waitedBefore;
                    EpochResult result = CompleteEpoch(Validate(plan, context, cancellation), waited);
                    progress?.Report(ProgressReport.Of(result, epochs, images));
                    Update(context, images);
                    Call(context, (callback, context) => callback.AfterEpoch(context, result));
                }
            }

            _hasFitted = true;
        }
        finally
        {
            StopReason = context.StopReason;
            Network.Threads = threadsBefore;
            loader.Abandon(); // the data are the caller's again
            Call(context, static (callback, context) => callback.AfterTraining(context));
        }

        return History;
    }

    private void CheckData(Dataset data, Dataset? validation)
    {
        DatasetCheck.ImagesAndTargets(TNetwork.Info, TNetwork.TargetKind, data);
        if (validation is not null)
        {
            DatasetCheck.ImagesAndTargets(TNetwork.Info, TNetwork.TargetKind, validation);
        }

        if (Mixing is not null && ArgumentCheck.WhyNoSecondLabels(TNetwork.Info, TNetwork.TargetKind) is { } why)
        {
            throw new ArgumentException(why, nameof(data));
        }

        if (Mixing is not null && _division is not null)
        {
            throw new ArgumentException(
                $"{TNetwork.Info.Name}: {nameof(Mixing)} takes images of a whole batch, and {nameof(BatchGroups)} divides it.",
                nameof(data));
        }

        KeepBest?.Require(validation is not null, nameof(KeepBest));
        if (_resumedData is { } resumed && DatasetIdentity.Of(data) is var given && given != resumed)
        {
            throw new CheckpointException(
                $"{TNetwork.Info.Name}: the checkpoint was made while training on {resumed}; the data has {given}. To train its network on other data, give "
                + "trainer.Network to a new trainer.");
        }
    }

    private void CheckBatches(Dataset data, int images, int batchSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        if (_state.Position > 0 && (_state.Images != images || _state.BatchSize != batchSize || IsOther(data)))
        {
            string what = _state.Images != images || _state.BatchSize != batchSize
                ? $"{images} images in batches of {batchSize}"
                : "other images";
            throw new ArgumentException(
                $"{TNetwork.Info.Name}: epoch {_state.Epoch + 1} was begun with {_state.Images} images in batches of {_state.BatchSize} and stands after "
                + $"{_state.Position}; it cannot go on with {what}. Call RestartEpoch to begin it anew.");
        }

        if (DropLast && images < batchSize)
        {
            throw new ArgumentException(
                $"{TNetwork.Info.Name}: {images} images are fewer than one batch of {batchSize}, and DropLast leaves out what is no whole batch.",
                nameof(batchSize));
        }

        int last = images % batchSize == 0 ? batchSize : images % batchSize;
        bool hasLast = last == batchSize || !DropLast;
        if (hasLast && last == 1 && NormOfOnePixel() is { } norm)
        {
            string batches = batchSize == 1 ? "batches of 1 image" : $"{images} images in batches of {batchSize} leave a last batch of 1";
            string repair = batchSize == 1 ? "use batches of at least 2" : $"set DropLast, or use another batch size than {batchSize}";
            throw new ArgumentException(
                $"{TNetwork.Info.Name}: {batches}, and {norm} normalises over the batch: one image gives it a single value a channel, which has no "
                + $"variance; {repair}.",
                nameof(batchSize));
        }
    }

    private bool IsOther(Dataset data) => _data is not null && _data != data && IdentityOfData() != DatasetIdentity.Of(data);

    private DatasetIdentity? IdentityOfData() => _identity ??= _data is null ? _resumedData : DatasetIdentity.Of(_data);

    private static string? NormOfOnePixel()
    {
        foreach (LayerInfo layer in TNetwork.Info.Layers)
        {
            if (layer.Kind == "BatchNorm" && (!layer.Shape.Contains('×') || layer.Shape.StartsWith("1×1×", StringComparison.Ordinal)))
            {
                return layer.Name;
            }
        }

        return null;
    }

    private bool IsAtEnd(EpochPlan plan) => IsEnd(plan, _state.Position);

    private bool IsEnd(EpochPlan plan, int position)
    {
        int left = plan.Order.Length - position;
        return left == 0 || (DropLast && left < plan.BatchSize);
    }

    private bool GoesOn(TrainingContext context, CancellationToken cancellation)
    {
        if (_division is not null)
        {
            return _division.GoesOn(context, cancellation);
        }

        cancellation.ThrowIfCancellationRequested();
        return context.StopReason is null;
    }

    private void RunEpoch(BatchLoader loader, EpochPlan plan, ProgressReport progress, TrainingContext context, CancellationToken cancellation)
    {
        _state.Images = plan.Order.Length;
        _state.BatchSize = plan.BatchSize;
        RandomSource random = TrainingRandom.Order(_state.Seed, _state.Epoch);
        Sampler.Choose(plan.Order, plan.Data.Count, ref random);
        long augmentationSeed = TrainingRandom.Epoch(_state.Seed, _state.Epoch);
        double secondsBefore = _state.Seconds;
        long begin = Stopwatch.GetTimestamp();
        Update(context, plan.Order.Length);
        Call(context, static (callback, context) => callback.BeforeEpoch(context));
        while (!IsAtEnd(plan) && GoesOn(context, cancellation))
        {
            TakeStep(loader, plan, augmentationSeed, context);
            _state.Seconds = secondsBefore + Stopwatch.GetElapsedTime(begin).TotalSeconds;
            progress.Update(_state);
        }
    }

    private void TakeStep(BatchLoader loader, EpochPlan plan, long augmentationSeed, TrainingContext context)
    {
        ParameterLayout layout = _layout ??= ParameterLayout.Of(Network.Weights, Optimizer, _frozen.Contains);
        TrainingState next = _state;
        int images = 0;
        _gradientStep.KeepStatistics();
        for (int batch = 0; batch < AccumulateBatches; batch++)
        {
            if (IsEnd(plan, next.Position))
            {
                break;
            }

            if (batch > 0)
            {
                Call(context, static (callback, context) => callback.AfterBatch(context)); // of the batch before, which was not the step's last
            }

            int count = Math.Min(plan.BatchSize, plan.Order.Length - next.Position);
            Call(context, static (callback, context) => callback.BeforeBatch(context));
            BatchResult result = _division is null
                ? GradientOf(loader, plan, next.Position, count, batch, augmentationSeed)
                : _division.Gradient(loader, plan, next.Position, count, batch, augmentationSeed);
            context.BatchLoss = result.LossSum / count;
            Refuse(!double.IsFinite(result.LossSum), "loss", context.BatchLoss, next, loader);
            if (AccumulateBatches > 1)
            {
                _gradientStep.Accumulate(count, isFirst: batch == 0, _threads);
            }

            images += count;
            next.LossSum += result.LossSum;
            next.Correct += result.Correct;
            next.Position += count;
        }

        if (AccumulateBatches > 1)
        {
            _gradientStep.TakeMean(images, _threads);
        }

        Refuse(!_gradientStep.IsFinite(_threads), "gradient", double.NaN, _state, loader);
        Change(layout, ref next, context);
        _state = next;
        Update(context, plan.Order.Length);
        Call(context, static (callback, context) => callback.AfterBatch(context));
    }

    private BatchResult GradientOf(BatchLoader loader, EpochPlan plan, int position, int count, int batch, long augmentationSeed)
    {
        BatchRequest? following = loader.ReadsAhead ? Following(plan, position + count, augmentationSeed, firstGroup: 0, endGroup: 1, groups: 1) : null;
        return GradientOf(loader, plan.Order, position, count, batch, augmentationSeed, following);
    }

    private BatchResult GradientOf(BatchLoader loader, int[] order, int position, int count, int batch, long augmentationSeed, BatchRequest? following)
    {
        loader.Load(order, position, count, _threads, Augmentation, augmentationSeed, following);
        if (Mixing is not null)
        {
            loader.Mix(Mixing, TrainingRandom.Mixing(_state.Seed, Optimizer.Steps, batch));
        }

        return Network.Gradient(loader.Images, Weighted(loader.Targets), _gradientStep.Gradient, TrainingRandom.Noise(_state.Seed, Optimizer.Steps, batch));
    }

    /// <summary>
    /// Some groups of the batch that follows, which may be the first of the next epoch: that is read while the last one of this epoch is computed with, and
    /// while the epoch is evaluated. Which images an epoch has is a function of its seed and number, so that they can be asked for early; where sampler or
    /// augmentation are changed in between, what was read is left and read anew.
    /// </summary>
    private BatchRequest Following(EpochPlan plan, int position, long augmentationSeed, int firstGroup, int endGroup, int groups)
    {
        int[] order = plan.Order;
        if (IsEnd(plan, position))
        {
            int epoch = _state.Epoch + 1;
            order = new int[epoch < plan.Epochs ? order.Length : 0];
            position = 0;
            augmentationSeed = TrainingRandom.Epoch(_state.Seed, epoch);
            if (order.Length > 0)
            {
                RandomSource random = TrainingRandom.Order(_state.Seed, epoch);
                Sampler.Choose(order, plan.Data.Count, ref random);
            }
        }

        int count = Math.Min(plan.BatchSize, order.Length - position);
        int first = position + Partition.Start(firstGroup, groups, count);
        int end = position + Partition.Start(endGroup, groups, count);

        // Not a range of the array: copying one brings the loader of types into native programs, 0.18 MB of each.
        return new BatchRequest(order.AsSpan(first, end - first).ToArray(), Augmentation, augmentationSeed);
    }

    private Targets Weighted(Targets targets) => ClassWeights is null && LabelSmoothing == 0
        ? targets
        : new Targets(targets.Labels, targets.Values)
        {
            ClassWeights = ClassWeights,
            LabelSmoothing = LabelSmoothing,
            SecondLabels = targets.SecondLabels,
            SecondShare = targets.SecondShare,
        };

    private void Refuse(bool isNotFinite, string what, double value, in TrainingState state, BatchLoader loader)
    {
        if (isNotFinite)
        {
            _gradientStep.RestoreStatistics();
            throw Divergence.Of(TNetwork.Info, what, value, state, Step + 1, loader, _gradientStep.IsFinite(Network.Weights.Values, _threads));
        }
    }

    private void Change(ParameterLayout layout, ref TrainingState next, TrainingContext context)
    {
        if (MaxGradientValue is double value)
        {
            _gradientStep.ClipValue(value, _threads);
        }

        if (MaxGradientNorm is double norm)
        {
            context.GradientNorm = _gradientStep.ClipNorm(norm, layout, _threads);
        }

        long time = Schedule.Unit == ScheduleUnit.Epoch ? _state.Epoch : Optimizer.Steps;
        layout.SetRates(Schedule, time, History);
        next.LearningRate = layout.Rate(0);
        Optimizer.Step(Network.Weights.Trainable, _gradientStep.Gradient, layout, _threads);
        if (_frozen.Count > 0)
        {
            _gradientStep.RestoreStatistics(_frozen);
        }

        Network.Weights.MarkChanged();
        if (AverageDecay is double decay)
        {
            if (_averaged is null)
            {
                _averaged = new AlignedBuffer(Network.Weights.Values.Length);
                decay = 0; // begins as a copy
            }

            _gradientStep.Average(_averaged, decay, _threads);
        }
    }

    private EvaluationResult? Validate(EpochPlan plan, TrainingContext context, CancellationToken cancellation)
    {
        if (plan.Validation is not { } validation)
        {
            return null;
        }

        Call(context, static (callback, context) => callback.BeforeEvaluation(context));
        TNetwork network = AverageDecay is null ? Network : AveragedNetwork;
        EvaluationResult result = Evaluation.Run(network, validation, cancellation: cancellation);
        if (!double.IsFinite(result.Loss))
        {
            throw Divergence.OfValidation(TNetwork.Info, _state.Epoch + 1, result.Loss);
        }

        Call(context, (callback, context) => callback.AfterEvaluation(context, result));
        return result;
    }

    private EpochResult CompleteEpoch(EvaluationResult? validation, TimeSpan waited)
    {
        double images = _state.Position; // without what DropLast leaves out
        EpochResult result = new(
            _state.Epoch + 1, _state.LossSum / images, _state.Correct / images, validation, _state.Seconds, images / _state.Seconds, _state.LearningRate)
        {
            WaitedSeconds = waited.TotalSeconds,
        };
        History.Add(result);
        _state = new TrainingState { Seed = _state.Seed, Epoch = _state.Epoch + 1 };
        if (KeepBest is { } metric && IsBest(metric, result))
        {
            _best ??= new AlignedBuffer(Network.Weights.Values.Length);
            (AverageDecay is null ? Network.Weights.Values : _averaged!.Span).CopyTo(_best.Span);
            BestEpoch = result.Epoch;
        }

        return result;
    }

    private bool IsBest(TrainingMetric metric, EpochResult result) =>
        BestEpoch == 0 || metric.Cost(result) < metric.Cost(History[BestEpoch - 1]) || double.IsNaN(metric.Cost(History[BestEpoch - 1]));

    private void Update(TrainingContext context, int images)
    {
        context.Epoch = _state.Epoch + 1;
        context.Step = Step;
        context.Image = _state.Position;
        context.Images = images;
        context.Loss = _state.Position == 0 ? double.NaN : _state.LossSum / _state.Position;
        context.LearningRate = _state.LearningRate;
    }

    private void Call(TrainingContext context, Action<TrainingCallback, TrainingContext> call)
    {
        for (int i = 0; i < Callbacks.Count; i++)
        {
            call(Callbacks[i], context);
        }
    }

    /// <summary>What an epoch goes through.</summary>
    private sealed record EpochPlan(Dataset Data, int[] Order, int BatchSize, Dataset? Validation, int Epochs);
}
