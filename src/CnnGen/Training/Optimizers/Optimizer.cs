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
    private object? _owner;
    private Job _job;

    /// <summary>Sets the learning rate.</summary>
    /// <param name="learningRate">The rate that schedules start from.</param>
    protected Optimizer(double learningRate)
    {
        LearningRate = OptimizerSetting.Checked(nameof(learningRate), learningRate, 0, double.MaxValue);
    }

    /// <summary>The rate that schedules start from.</summary>
    public double LearningRate { get; }

    /// <summary>Steps taken.</summary>
    public long Steps { get; private set; }

    /// <summary>Name and numbers of this optimizer; a checkpoint belongs to one that has the same.</summary>
    public abstract IReadOnlyList<OptimizerSetting> Settings { get; }

    /// <summary>Values that are remembered for each weight.</summary>
    protected internal abstract int StatePerValue { get; }

    /// <summary>Takes one step.</summary>
    /// <param name="weights">The values to change.</param>
    /// <param name="gradient">d loss/d value.</param>
    /// <param name="learningRate">The rate of this step.</param>
    /// <param name="threads">Threads to use at most.</param>
    /// <exception cref="ArgumentException">The lengths differ, or are not those of the steps before.</exception>
    public void Step(Span<float> weights, ReadOnlySpan<float> gradient, double learningRate, int threads = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        if (weights.Length != gradient.Length)
        {
            throw new ArgumentException($"There are {weights.Length} weights and {gradient.Length} gradient values.", nameof(gradient));
        }

        AlignedBuffer[] state = State(weights.Length);
        Steps++;
        int parts = Math.Clamp(weights.Length / ValuesPerThread, 1, threads);
        fixed (float* w = weights, g = gradient)
        {
            _job = new Job { Weights = w, Gradient = g, Length = weights.Length, State = state, LearningRate = learningRate, Parts = parts };
            WorkerPool.Fork(parts, s_updatePart, this);
        }

        _job = default;
    }

    /// <summary>Changes a range of the weights.</summary>
    /// <param name="range">The range, its gradient and its state; called for several ranges of a step at once.</param>
    protected abstract void Update(in ParameterRange range);

    /// <summary>Claims the optimizer, since its state belongs to one sequence of steps.</summary>
    internal void BelongTo(object owner)
    {
        if (Interlocked.CompareExchange(ref _owner, owner, null) is { } other && other != owner)
        {
            throw new ArgumentException($"This {GetType().Name} already serves another trainer, and its state with it; make a new one.");
        }
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
        Update(new ParameterRange(
            new Span<float>(_job.Weights + start, end - start), new ReadOnlySpan<float>(_job.Gradient + start, end - start),
            _job.State!, start, _job.LearningRate, Steps));
    }

    /// <summary>What the parts of one step work on.</summary>
    private struct Job
    {
        public float* Weights;
        public float* Gradient;
        public int Length;
        public AlignedBuffer[]? State;
        public double LearningRate;
        public int Parts;
    }
}
