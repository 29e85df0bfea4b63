using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CnnGen;

/// <summary>Adagrad (Duchi, Hazan and Singer, 2011), by PyTorch's formulas.</summary>
/// <remarks>g ← gradient + weightDecay·w; s ← s + g²; w ← w − rate/(1 + (t − 1)·rateDecay) · g/(√s + ε) in step t.</remarks>
public sealed class Adagrad : Optimizer
{
    private readonly double _rateDecay;
    private readonly double _initialSum;
    private readonly double _epsilon;

    /// <summary>Sets the constants.</summary>
    /// <param name="learningRate">Step length.</param>
    /// <param name="rateDecay">How fast the step length falls by itself, besides a schedule.</param>
    /// <param name="weightDecay">Factor of an L2 penalty.</param>
    /// <param name="initialSum">The sum of squares before the first step.</param>
    /// <param name="epsilon">Keeps the divisor above zero.</param>
    public Adagrad(double learningRate = 1e-2, double rateDecay = 0, double weightDecay = 0, double initialSum = 0, double epsilon = 1e-10)
        : base(learningRate, weightDecay)
    {
        _rateDecay = OptimizerSetting.Checked(nameof(rateDecay), rateDecay, 0, double.MaxValue);
        _initialSum = OptimizerSetting.Checked(nameof(initialSum), initialSum, 0, double.MaxValue);
        _epsilon = OptimizerSetting.Checked(nameof(epsilon), epsilon, float.Epsilon, double.MaxValue);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<OptimizerSetting> Settings =>
    [
        new("learningRate", LearningRate),
        new("rateDecay", _rateDecay),
        new("weightDecay", WeightDecay),
        new("initialSum", _initialSum),
        new("epsilon", _epsilon),
    ];

    /// <inheritdoc/>
    protected internal override int StatePerValue => 1;

    /// <inheritdoc/>
    protected override void Update(in ParameterRange range)
    {
        if (range.Step == 1)
        {
            range.State(0).Fill((float)_initialSum);
        }

        double rate = range.LearningRate / (1 + ((range.Step - 1) * _rateDecay));
        Update(range.Weights, range.Gradient, range.State(0), (float)rate, (float)range.WeightDecay, (float)_epsilon);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Update(Span<float> weights, ReadOnlySpan<float> gradient, Span<float> sums, float rate, float decay, float epsilon)
    {
        ref float w = ref MemoryMarshal.GetReference(weights);
        ref float g = ref MemoryMarshal.GetReference(gradient);
        ref float s = ref MemoryMarshal.GetReference(sums);
        Vector<float> epsilons = new(epsilon);
        int i = 0;
        for (; i <= weights.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> weight = Vector.LoadUnsafe(ref w, (nuint)i);
            Vector<float> slope = Vector.LoadUnsafe(ref g, (nuint)i) + (weight * decay);
            Vector<float> sum = Vector.LoadUnsafe(ref s, (nuint)i) + (slope * slope);
            sum.StoreUnsafe(ref s, (nuint)i);
            (weight - (slope * rate / (Vector.SquareRoot(sum) + epsilons))).StoreUnsafe(ref w, (nuint)i);
        }

        for (; i < weights.Length; i++)
        {
            float slope = gradient[i] + (weights[i] * decay);
            sums[i] += slope * slope;
            weights[i] -= slope * rate / (MathF.Sqrt(sums[i]) + epsilon);
        }
    }
}
