using CnnGen.Runtime;
using CnnGen.Threading;

namespace CnnGen;

/// <summary>Trains a network on a data set.</summary>
/// <typeparam name="TNetwork">The network; it declares a loss.</typeparam>
/// <remarks>
/// The same seed, data and settings give the same weights bit for bit, for every number of threads, and whether or not training was stopped and resumed from a
/// checkpoint in between. The data set is read on several threads at once. A trainer serves one thread at a time: a second one that calls meanwhile gets an
/// exception.
/// </remarks>
public sealed partial class Trainer<TNetwork>
    where TNetwork : class, ITrainableNetwork<TNetwork>
{
    private readonly GradientStep _gradientStep;
    private readonly CallingThread _calls = new();
    private readonly HashSet<ParameterTensor> _frozen = [];
    private ParameterLayout? _layout;
    private TrainingState _state;
    private DatasetIdentity? _resumedData;
    private Dataset? _data;
    private DatasetIdentity? _identity;
    private AlignedBuffer? _averaged;
    private TNetwork? _averagedNetwork;
    private AlignedBuffer? _best;
    private bool _hasFitted;
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
    /// <exception cref="ArgumentException">The optimizer serves another trainer, or one of its groups contains no tensor.</exception>
    public Trainer(TNetwork network, Optimizer optimizer, int seed = 0)
        : this(network, optimizer, new TrainingState { Seed = seed }, new TrainingHistory())
    {
    }

    private Trainer(TNetwork network, Optimizer optimizer, TrainingState state, TrainingHistory history)
    {
        _layout = ParameterLayout.Of(network.Weights, optimizer, _frozen.Contains);
        optimizer.BelongTo(this);
        Network = network;
        Optimizer = optimizer;
        History = history;
        _state = state;
        _gradientStep = new GradientStep(network.Weights);
    }

    /// <summary>The network that is trained.</summary>
    public TNetwork Network { get; }

    /// <summary>How weights are changed.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>How the learning rate changes; constant at first.</summary>
    public LearningRateSchedule Schedule { get; set; } = new ConstantRate();

    /// <summary>How training images are changed; null leaves them as they are.</summary>
    public Augmentation? Augmentation { get; set; }

    /// <summary>
    /// How the images of a batch are mixed with each other, after <see cref="Augmentation"/>; null leaves them apart. For a loss that compares one label an
    /// image.
    /// </summary>
    public BatchMixing? Mixing { get; set; }

    /// <summary>Which images an epoch goes through, and in which order; at first every image once, in another order each epoch.</summary>
    public Sampler Sampler { get; set; } = new RandomSampler();

    /// <summary>Leaves out the last batch of an epoch where it has fewer images than the others.</summary>
    public bool DropLast { get; set; }

    /// <summary>Batches whose gradients one step takes the mean of, over all their images; 1 at first. Memory is that of one batch.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int AccumulateBatches
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 1;

    /// <summary>Longer gradients are shortened to this length (the L2 norm over all trained values); null leaves them as they are.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not above 0.</exception>
    public double? MaxGradientNorm
    {
        get;
        set => field = AboveZero(value);
    }

    /// <summary>Values of gradients are bounded by this and its negative; null leaves them as they are. Applied before <see cref="MaxGradientNorm"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not above 0.</exception>
    public double? MaxGradientValue
    {
        get;
        set => field = AboveZero(value);
    }

    /// <summary>
    /// How much an image of each class counts in the loss; null where all count alike. For losses that compare labels. Evaluation counts all alike.
    /// See <see cref="CnnGen.ClassWeights.Balanced"/>.
    /// </summary>
    public float[]? ClassWeights { get; set; }

    /// <summary>The share of the target that all classes get in equal parts, 0 at first. For losses that compare labels. Evaluation does without.</summary>
    public float LabelSmoothing { get; set; }

    /// <summary>
    /// Keeps an exponential moving average of the weights, of which each step leaves this share: 0.999 averages over about 1,000 steps. Null keeps none.
    /// Validation then evaluates <see cref="AveragedNetwork"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not from 0 to below 1.</exception>
    public double? AverageDecay
    {
        get;
        set => field = value is null or (>= 0 and < 1)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "The share that a step leaves is from 0 to below 1.");
    }

    /// <summary>Keeps the weights of the epoch that is best by this metric, for <see cref="RestoreBest"/>; null keeps none.</summary>
    public TrainingMetric? KeepBest { get; set; }

    /// <summary>The epoch whose weights are kept, from 1; 0 where none are.</summary>
    public int BestEpoch { get; private set; }

    /// <summary>What is called while training goes on, in this order.</summary>
    public IList<TrainingCallback> Callbacks { get; } = [];

    /// <summary>Why a callback ended the last <see cref="Fit"/> before its time; null where none did.</summary>
    public string? StopReason { get; private set; }

    /// <summary>A text that checkpoints carry along, such as the settings of a run.</summary>
    public string? Note { get; set; }

    /// <summary>
    /// Threads that training and evaluation use at most; the processor count at first, more than 256 count as 256. The result does not depend on them.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int Threads
    {
        get => _threads;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            _threads = Math.Min(value, WorkerPool.MaxThreads);
        }
    }

    /// <summary>The seed of the order of images, augmentation and noise.</summary>
    public int Seed => _state.Seed;

    /// <summary>Epochs that are complete.</summary>
    public int Epoch => _state.Epoch;

    /// <summary>Steps that the optimizer has taken.</summary>
    public long Step => Optimizer.Steps;

    /// <summary>The results of the complete epochs, those before a checkpoint included.</summary>
    public TrainingHistory History { get; }

    /// <summary>The tensors that are not trained, in the order of the network.</summary>
    public IReadOnlyList<ParameterTensor> FrozenTensors => Tensors(_frozen.Contains);

    /// <summary>A network with the moving average of the weights, which is brought up to date by asking for it.</summary>
    /// <exception cref="InvalidOperationException">No average is kept: <see cref="AverageDecay"/> is null, or no step was taken. Or another thread is in a call
    /// of this trainer.</exception>
    public TNetwork AveragedNetwork
    {
        get
        {
            using CallingThread.Call call = _calls.Enter(TNetwork.Info.Name);
            if (_averaged is null)
            {
                throw new InvalidOperationException($"No average of the weights is kept; set {nameof(AverageDecay)} before training.");
            }

            _averagedNetwork ??= TNetwork.Create(0);
            _averagedNetwork.Threads = Network.Threads;
            CopyTo(_averaged, _averagedNetwork.Weights);
            return _averagedNetwork;
        }
    }

    /// <summary>
    /// Leaves tensors as they are: no optimizer changes them, and running statistics stay where they are. They still have a gradient, and a batch norm still
    /// normalises by the statistics of the batch while it is trained.
    /// </summary>
    /// <param name="pattern">
    /// A layer or a tensor, <c>conv1</c>, <c>conv1.weight</c>, or a pattern in which <c>*</c> stands for any text and <c>?</c> for one character:
    /// <c>layer1.*</c>.
    /// </param>
    /// <exception cref="ArgumentException">The network has no such tensor.</exception>
    /// <exception cref="InvalidOperationException">Another thread is in a call of this trainer.</exception>
    public void Freeze(string pattern)
    {
        using CallingThread.Call call = _calls.Enter(TNetwork.Info.Name);
        _frozen.UnionWith(Matching(pattern));
        _layout = null;
    }

    /// <summary>Trains tensors again that were frozen.</summary>
    /// <param name="pattern">As for <see cref="Freeze"/>.</param>
    /// <exception cref="ArgumentException">The network has no such tensor.</exception>
    /// <exception cref="InvalidOperationException">Another thread is in a call of this trainer.</exception>
    public void Unfreeze(string pattern)
    {
        using CallingThread.Call call = _calls.Enter(TNetwork.Info.Name);
        _frozen.ExceptWith(Matching(pattern));
        _layout = null;
    }

    /// <summary>Puts the weights of the best epoch into <see cref="Network"/>. Training that goes on goes on from there.</summary>
    /// <exception cref="InvalidOperationException">None are kept: <see cref="KeepBest"/> is null, or no epoch is complete. Or another thread is in a call of
    /// this trainer.</exception>
    public void RestoreBest()
    {
        using CallingThread.Call call = _calls.Enter(TNetwork.Info.Name);
        if (_best is null)
        {
            throw new InvalidOperationException($"No weights of a best epoch are kept; set {nameof(KeepBest)} before training.");
        }

        CopyTo(_best, Network.Weights);
    }

    /// <summary>
    /// Gives up what is left of an epoch that was begun, so that it can begin anew with other data or batches. The weights stay what they are.
    /// </summary>
    /// <exception cref="InvalidOperationException">Another thread is in a call of this trainer.</exception>
    public void RestartEpoch()
    {
        using CallingThread.Call call = _calls.Enter(TNetwork.Info.Name);
        _state = new TrainingState { Seed = _state.Seed, Epoch = _state.Epoch };
    }

    /// <summary>Mean loss and right answers on a data set.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="batchSize">Images at a time; the result does not depend on it.</param>
    /// <param name="confusion">Counts classes and answers, where given.</param>
    /// <exception cref="ArgumentException">The network cannot take the data.</exception>
    /// <exception cref="InvalidOperationException">Another thread is in a call of this trainer.</exception>
    public EvaluationResult Evaluate(Dataset data, int batchSize = 256, ConfusionMatrix? confusion = null)
    {
        using CallingThread.Call call = _calls.Enter(TNetwork.Info.Name);
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

    private static void CopyTo(AlignedBuffer values, NetworkWeights weights)
    {
        values.Span.CopyTo(weights.Values);
        weights.MarkChanged();
        GC.KeepAlive(values); // the span does not hold the buffer
    }

    private static double? AboveZero(double? value) => value is null or (> 0 and < double.PositiveInfinity)
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, "The bound of a gradient is above 0.");

    private static List<ParameterTensor> Tensors(Func<ParameterTensor, bool> takes)
    {
        List<ParameterTensor> tensors = [];
        foreach (ParameterTensor tensor in TNetwork.Info.Parameters)
        {
            if (takes(tensor))
            {
                tensors.Add(tensor);
            }
        }

        return tensors;
    }

    private static List<ParameterTensor> Matching(string pattern)
    {
        List<ParameterTensor> tensors = Tensors(tensor => TensorName.Matches(tensor.Name, pattern));
        return tensors.Count > 0 ? tensors : throw TensorName.Unknown(TNetwork.Info, pattern, nameof(pattern));
    }
}
