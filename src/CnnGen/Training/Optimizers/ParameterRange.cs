using CnnGen.Runtime;

namespace CnnGen;

/// <summary>Consecutive weights in one step of an <see cref="Optimizer"/>.</summary>
public readonly ref struct ParameterRange
{
    private readonly AlignedBuffer[] _state;
    private readonly int _start;

    internal ParameterRange(
        Span<float> weights, ReadOnlySpan<float> gradient, AlignedBuffer[] state, int start, double learningRate, double weightDecay, long step)
    {
        Weights = weights;
        Gradient = gradient;
        _state = state;
        _start = start;
        LearningRate = learningRate;
        WeightDecay = weightDecay;
        Step = step;
    }

    /// <summary>The weights to change.</summary>
    public Span<float> Weights { get; }

    /// <summary>Their gradient.</summary>
    public ReadOnlySpan<float> Gradient { get; }

    /// <summary>The rate of this step.</summary>
    public double LearningRate { get; }

    /// <summary>The weight decay of these weights.</summary>
    public double WeightDecay { get; }

    /// <summary>1 in the first step.</summary>
    public long Step { get; }

    /// <summary>What is remembered for these weights; zero before the first step.</summary>
    /// <param name="index">Below <see cref="Optimizer.StatePerValue"/>.</param>
    public Span<float> State(int index) => _state[index].Span.Slice(_start, Weights.Length);
}
