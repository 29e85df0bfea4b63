using System.Diagnostics;
using CnnGen.Files;
using CnnGen.Runtime;

namespace CnnGen;

/// <summary>Trains a network on a data set.</summary>
/// <typeparam name="TNetwork">The network; it declares a loss.</typeparam>
/// <remarks>
/// The same seed, data and settings give the same weights bit for bit, for every number of threads, and whether or not training was stopped and resumed from a
/// checkpoint in between. The data set is read on several threads at once.
/// </remarks>
public sealed class Trainer<TNetwork>
    where TNetwork : class, ITrainableNetwork<TNetwork>
{
    private readonly AlignedBuffer _gradient;
    private TrainingState _state;
    private int _threads = Environment.ProcessorCount;

    /// <summary>A trainer of a new network.</summary>
    /// <param name="optimizer">How weights are changed.</param>
    /// <param name="seed">Seed of the weights, the order of images, augmentation and noise.</param>
    public Trainer(Optimizer optimizer, int seed = 0)
        : this(TNetwork.Create(seed), optimizer, seed)
    {
    }

    /// <summary>A trainer that goes on with a network.</summary>
    /// <param name="network">The network; its weights are changed.</param>
    /// <param name="optimizer">How weights are changed.</param>
    /// <param name="seed">Seed of the order of images, augmentation and noise.</param>
    public Trainer(TNetwork network, Optimizer optimizer, int seed = 0)
        : this(network, optimizer, new TrainingState { Seed = seed }, new TrainingHistory())
    {
    }

    private Trainer(TNetwork network, Optimizer optimizer, TrainingState state, TrainingHistory history)
    {
        optimizer.BelongTo(this);
        Network = network;
        Optimizer = optimizer;
        History = history;
        _state = state;
        _gradient = new AlignedBuffer(network.Weights.TrainableLength);
    }

    /// <summary>The network that is trained.</summary>
    public TNetwork Network { get; }

    /// <summary>How weights are changed.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>How the learning rate changes; constant at first.</summary>
    public LearningRateSchedule Schedule { get; set; } = new ConstantRate();

    /// <summary>How training images are changed; null leaves them as they are.</summary>
    public Augmentation? Augmentation { get; set; }

    /// <summary>Threads that training and evaluation use at most; the processor count at first. The result does not depend on them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int Threads
    {
        get => _threads;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            _threads = value;
        }
    }

    /// <summary>Epochs that are complete.</summary>
    public int Epoch => _state.Epoch;

    /// <summary>Batches that the weights have been changed by.</summary>
    public long Step => Optimizer.Steps;

    /// <summary>The results of the complete epochs, those before a checkpoint included.</summary>
    public TrainingHistory History { get; }

    /// <summary>Goes on from a checkpoint. Schedule, augmentation and threads are to be set again.</summary>
    /// <param name="path">A file that <see cref="SaveCheckpoint(string)"/> wrote.</param>
    /// <param name="optimizer">A new optimizer with the settings of the one that the checkpoint was made with.</param>
    /// <exception cref="CheckpointException">The file is damaged, or belongs to another network or optimizer.</exception>
    public static Trainer<TNetwork> Resume(string path, Optimizer optimizer)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        return Resume(stream, optimizer);
    }

    /// <summary>Goes on from a checkpoint. Schedule, augmentation and threads are to be set again.</summary>
    /// <param name="stream">What <see cref="SaveCheckpoint(Stream)"/> wrote.</param>
    /// <param name="optimizer">A new optimizer with the settings of the one that the checkpoint was made with.</param>
    /// <exception cref="CheckpointException">The data is damaged, or belongs to another network or optimizer.</exception>
    public static Trainer<TNetwork> Resume(Stream stream, Optimizer optimizer)
    {
        if (optimizer.Steps > 0)
        {
            throw new ArgumentException($"The optimizer has taken {optimizer.Steps} steps already; resuming needs a new one.", nameof(optimizer));
        }

        TNetwork network = TNetwork.Create(0);
        Checkpoint checkpoint = CheckpointReader.Read(stream, network.Weights, optimizer);
        Trainer<TNetwork> trainer = new(network, optimizer, checkpoint.State, checkpoint.History);
        checkpoint.Weights.Span.CopyTo(network.Weights.Values);
        network.Weights.MarkChanged();
        optimizer.Restore(checkpoint.Steps, checkpoint.OptimizerState);
        return trainer;
    }

    /// <summary>Trains until a number of epochs is complete, counting those that already are.</summary>
    /// <param name="data">Training images.</param>
    /// <param name="epochs">Epochs in all.</param>
    /// <param name="batchSize">Images a step; the last batch of an epoch may have fewer.</param>
    /// <param name="progress">Told some times a second, and after each epoch.</param>
    /// <param name="validation">Evaluated after each epoch.</param>
    /// <param name="cancellation">
    /// Stops between two batches; <see cref="SaveCheckpoint(string)"/> or another call of this method then goes on from there.
    /// </param>
    /// <returns><see cref="History"/>.</returns>
    /// <exception cref="ArgumentException">The network cannot take the data, or an epoch was begun with other data or batches.</exception>
    /// <exception cref="OperationCanceledException">Training was stopped.</exception>
    public TrainingHistory Fit(
        Dataset data,
        int epochs,
        int batchSize,
        IProgress<TrainingProgress>? progress = null,
        Dataset? validation = null,
        CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epochs);
        DatasetCheck.ImagesAndTargets(TNetwork.Info, TNetwork.TargetKind, data);
        if (validation is not null)
        {
            DatasetCheck.ImagesAndTargets(TNetwork.Info, TNetwork.TargetKind, validation);
        }

        RefuseOtherBatches(data, batchSize);
        BatchLoader loader = new(data, TNetwork.Info, batchSize);
        int[] order = new int[data.Count];
        int threadsBefore = Network.Threads;
        Network.Threads = _threads;
        try
        {
            while (_state.Epoch < epochs)
            {
                RunEpoch(loader, order, batchSize, new ProgressReport(progress, epochs), cancellation);
                EvaluationResult? evaluation = validation is null ? null : Evaluation.Run(Network, validation, cancellation: cancellation);
                EpochResult result = CompleteEpoch(evaluation);
                progress?.Report(ProgressReport.Of(result, epochs, data.Count));
            }
        }
        finally
        {
            Network.Threads = threadsBefore;
        }

        return History;
    }

    /// <summary>Mean loss and right answers on a data set.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="batchSize">Images at a time; the result does not depend on it.</param>
    /// <param name="confusion">Counts classes and answers, where given.</param>
    /// <exception cref="ArgumentException">The network cannot take the data.</exception>
    public EvaluationResult Evaluate(Dataset data, int batchSize = 256, ConfusionMatrix? confusion = null)
    {
        int threadsBefore = Network.Threads;
        Network.Threads = _threads;
        try
        {
            return Evaluation.Run(Network, data, batchSize, confusion);
        }
        finally
        {
            Network.Threads = threadsBefore;
        }
    }

    /// <summary>Writes all that the next batch depends on. The file holds the old checkpoint or all of the new one.</summary>
    /// <param name="path">The file.</param>
    public void SaveCheckpoint(string path) => ReplacedFile.Write(path, SaveCheckpoint);

    /// <summary>Writes all that the next batch depends on.</summary>
    /// <param name="stream">Receives the checkpoint.</param>
    public void SaveCheckpoint(Stream stream)
    {
        using AlignedBuffer weights = new(Network.Weights.Values.Length);
        Network.Weights.Values.CopyTo(weights.Span);
        CheckpointWriter.Write(stream, TNetwork.Info, Optimizer, new Checkpoint
        {
            State = _state,
            Steps = Optimizer.Steps,
            History = History,
            Weights = weights,
            OptimizerState = Optimizer.State(Network.Weights.TrainableLength),
        });
    }

    private void RefuseOtherBatches(Dataset data, int batchSize)
    {
        if (_state.Position > 0 && (_state.Images != data.Count || _state.BatchSize != batchSize))
        {
            throw new ArgumentException(
                $"{TNetwork.Info.Name}: epoch {_state.Epoch + 1} was begun with {_state.Images} images in batches of {_state.BatchSize} and stands after "
                + $"{_state.Position}; it cannot go on with {data.Count} images in batches of {batchSize}.");
        }
    }

    private void RunEpoch(BatchLoader loader, int[] order, int batchSize, ProgressReport progress, CancellationToken cancellation)
    {
        _state.Images = order.Length;
        _state.BatchSize = batchSize;
        TrainingRandom.Shuffle(order, _state.Seed, _state.Epoch);
        long augmentationSeed = TrainingRandom.Epoch(_state.Seed, _state.Epoch);
        double secondsBefore = _state.Seconds;
        long begin = Stopwatch.GetTimestamp();
        while (_state.Position < order.Length)
        {
            cancellation.ThrowIfCancellationRequested();
            loader.Load(order, _state.Position, Math.Min(batchSize, order.Length - _state.Position), _threads, Augmentation, augmentationSeed);
            TakeStep(loader);
            _state.Seconds = secondsBefore + Stopwatch.GetElapsedTime(begin).TotalSeconds;
            progress.Update(_state);
        }
    }

    private void TakeStep(BatchLoader loader)
    {
        Span<float> gradient = _gradient.Span;
        BatchResult result = Network.Gradient(loader.Images, loader.Targets, gradient, TrainingRandom.Noise(_state.Seed, Optimizer.Steps));
        _state.LearningRate = Schedule.Rate(Optimizer.LearningRate, Schedule.Unit == ScheduleUnit.Epoch ? _state.Epoch : Optimizer.Steps);
        Optimizer.Step(Network.Weights.Trainable, gradient, _state.LearningRate, _threads);
        Network.Weights.MarkChanged();
        _state.LossSum += result.LossSum;
        _state.Correct += result.Correct;
        _state.Position += loader.Count;
    }

    private EpochResult CompleteEpoch(EvaluationResult? validation)
    {
        double images = _state.Images;
        EpochResult result = new(
            _state.Epoch + 1, _state.LossSum / images, _state.Correct / images, validation, _state.Seconds, images / _state.Seconds, _state.LearningRate);
        History.Add(result);
        _state = new TrainingState { Seed = _state.Seed, Epoch = _state.Epoch + 1 };
        return result;
    }
}
