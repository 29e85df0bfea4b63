using CnnGen.Runtime;
using CnnGen.Threading;

namespace CnnGen;

/// <summary>Turns gradients into changes of the weights, value by value, with what it remembers of earlier steps.</summary>
/// <remarks>
/// The same gradients give the same weights bit for bit, whatever the number of threads and the width of vectors: every value is computed by the same
/// multiplications and additions, none of them fused. One optimizer serves one trainer.
/// </remarks>
public abstract unsafe class Optimizer
{
    // Below this a thread finishes its values sooner than another one wakes up.
    private const int ValuesPerThread = 1 << 15;

    // Threads work on ranges that do not share a cache line.
    private const int ValuesPerBlock = 16;

    private static readonly Action<object, int> s_updatePart = static (optimizer, part) => ((Optimizer)optimizer).UpdatePart(part);

    private AlignedBuffer[]? _state;
    private ParameterLayout? _flat;
    private object? _owner;
    private Job _job;
    private int _busy;

    /// <summary>Sets what all optimizers have.</summary>
    /// <param name="learningRate">The rate that schedules start from.</param>
    /// <param name="weightDecay">How strongly weights are drawn towards zero.</param>
    protected Optimizer(double learningRate, double weightDecay = 0)
    {
        LearningRate = OptimizerSetting.Checked(nameof(learningRate), learningRate, 0, double.MaxValue);
        WeightDecay = OptimizerSetting.Checked(nameof(weightDecay), weightDecay, 0, double.MaxValue);
    }

    /// <summary>The rate that schedules start from.</summary>
    public double LearningRate { get; }

    /// <summary>How strongly weights are drawn towards zero; each optimizer says how.</summary>
    public double WeightDecay { get; }

    /// <summary>Tensors with a rate or a weight decay of their own. A tensor belongs to the first group that contains it.</summary>
    public IReadOnlyList<ParameterGroup> Groups { get; init; } = [];

    /// <summary>Steps taken.</summary>
    public long Steps { get; private set; }

    /// <summary>The numbers of this optimizer; a checkpoint belongs to one that has the same, but for learning rates.</summary>
    public abstract IReadOnlyList<OptimizerSetting> Settings { get; }

    /// <summary>Values that are remembered for each weight.</summary>
    protected internal abstract int StatePerValue { get; }

    /// <summary>Takes one step on values that are all of one kind: without groups.</summary>
    /// <param name="weights">The values to change.</param>
    /// <param name="gradient">d loss/d value.</param>
    /// <param name="learningRate">The rate of this step.</param>
    /// <param name="threads">Threads to use at most.</param>
    /// <exception cref="ArgumentException">The lengths differ, or are not those of the steps before.</exception>
    /// <exception cref="InvalidOperationException">Another thread is taking a step with this optimizer.</exception>
    public void Step(Span<float> weights, ReadOnlySpan<float> gradient, double learningRate, int threads = 1)
    {
        if (weights.Length != gradient.Length)
        {
            throw new ArgumentException($"There are {weights.Length} weights and {gradient.Length} gradient values.", nameof(gradient));
        }

        _flat = _flat is { } layout && layout.Length == weights.Length ? _flat : ParameterLayout.Flat(weights.Length, LearningRate, WeightDecay);
        _flat.SetRate(learningRate);
        Step(weights, gradient, _flat, threads);
    }

    /// <summary>Changes a range of the weights.</summary>
    /// <param name="range">The range, its gradient and its state; called for several ranges of a step at once.</param>
    protected abstract void Update(in ParameterRange range);

    /// <summary>Takes one step with the rates that a layout holds. What the layout leaves out is not touched.</summary>
    internal void Step(Span<float> weights, ReadOnlySpan<float> gradient, ParameterLayout layout, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);

        // Its parts would work on the weights of both.
        if (Interlocked.Exchange(ref _busy, 1) != 0)
        {
            throw new InvalidOperationException($"Another thread is taking a step with this {GetType().Name}; each needs an optimizer of its own.");
        }

        try
        {
            AlignedBuffer[] state = State(weights.Length);
            Steps++;
            int parts = Math.Clamp(weights.Length / ValuesPerThread, 1, threads);
            fixed (float* w = weights, g = gradient)
            {
                _job = new Job { Weights = w, Gradient = g, Length = weights.Length, State = state, Layout = layout, Parts = parts };
                WorkerPool.Fork(parts, s_updatePart, this);
            }
        }
        finally
        {
            _job = default;
            Volatile.Write(ref _busy, 0);
        }
    }

    /// <summary>Claims the optimizer, since its state belongs to one sequence of steps.</summary>
    internal void BelongTo(object owner)
    {
        if (Interlocked.CompareExchange(ref _owner, owner, null) is { } other && other != owner)
        {
            throw new ArgumentException($"This {GetType().Name} already serves another trainer, and its state with it; make a new one.");
        }
    }

    /// <summary>All numbers, those of the groups included.</summary>
    internal IReadOnlyList<OptimizerSetting> AllSettings()
    {
        List<OptimizerSetting> settings = [.. Settings];
        foreach (ParameterGroup group in Groups)
        {
            settings.Add(new OptimizerSetting($"{group.Name}: {OptimizerSetting.LearningRate}", group.LearningRate ?? LearningRate));
            settings.Add(new OptimizerSetting($"{group.Name}: weightDecay", group.WeightDecay ?? WeightDecay));
        }

        return settings;
    }

    /// <summary>The remembered values, allocated as zeros for the first step.</summary>
    internal AlignedBuffer[] State(int length)
    {
        if (_state is null)
        {
            AlignedBuffer[] state = new AlignedBuffer[StatePerValue];
            for (int i = 0; i < state.Length; i++)
            {
                state[i] = new AlignedBuffer(length);
            }

            _state = state;
        }

        if (_state.Length > 0 && _state[0].Length != length)
        {
            throw new ArgumentException($"This {GetType().Name} has remembered steps of {_state[0].Length} weights; now there are {length}.");
        }

        return _state;
    }

    /// <summary>Steps and remembered values as they are now, for <see cref="Restore"/>.</summary>
    internal (long Steps, AlignedBuffer[] State) Copy(int length)
    {
        AlignedBuffer[] state = State(length);
        AlignedBuffer[] copy = new AlignedBuffer[state.Length];
        for (int i = 0; i < copy.Length; i++)
        {
            copy[i] = new AlignedBuffer(length);
            state[i].Span.CopyTo(copy[i].Span);
        }

        return (Steps, copy);
    }

    /// <summary>Continues from a checkpoint.</summary>
    internal void Restore(long steps, AlignedBuffer[] state)
    {
        Steps = steps;
        _state = state;
    }

    private void UpdatePart(int part)
    {
        int blocks = (_job.Length + ValuesPerBlock - 1) / ValuesPerBlock;
        int start = Partition.Start(part, _job.Parts, blocks) * ValuesPerBlock;
        int end = Math.Min(_job.Length, Partition.Start(part + 1, _job.Parts, blocks) * ValuesPerBlock);
        foreach (ParameterSegment segment in _job.Layout!.Segments)
        {
            int first = Math.Max(start, segment.Start);
            int length = Math.Min(end, segment.End) - first;
            if (length > 0)
            {
                Update(new ParameterRange(
                    new Span<float>(_job.Weights + first, length), new ReadOnlySpan<float>(_job.Gradient + first, length),
                    _job.State!, first, _job.Layout.Rate(segment.Group), _job.Layout.WeightDecay(segment.Group), Steps));
            }
        }
    }

    /// <summary>What the parts of one step work on.</summary>
    private struct Job
    {
        public float* Weights;
        public float* Gradient;
        public int Length;
        public AlignedBuffer[]? State;
        public ParameterLayout? Layout;
        public int Parts;
    }
}
