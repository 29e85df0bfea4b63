using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CnnGen;

/// <summary>Lion (Chen et al., Symbolic Discovery of Optimization Algorithms, 2023, program 1): steps of one length, by the sign of a direction.</summary>
/// <remarks>
/// c = β₁m + (1 − β₁)g; w ← w·(1 − rate·weightDecay) − rate·sign(c); m ← β₂m + (1 − β₂)g. It wants a rate 3 to 10 times smaller than <see cref="AdamW"/>'s and
/// a weight decay as many times larger.
/// </remarks>
public sealed class Lion : Optimizer
{
    private readonly double _beta1;
    private readonly double _beta2;

    /// <summary>Sets the constants.</summary>
    /// <param name="learningRate">Step length of every weight.</param>
    /// <param name="beta1">How much of the mean of gradients is in the direction.</param>
    /// <param name="beta2">How much of the mean of gradients is kept.</param>
    /// <param name="weightDecay">What weights lose in a step, times the rate.</param>
    public Lion(double learningRate = 1e-4, double beta1 = 0.9, double beta2 = 0.99, double weightDecay = 0)
        : base(learningRate, weightDecay)
    {
        _beta1 = OptimizerSetting.Checked(nameof(beta1), beta1, 0, Adam.BelowOne);
        _beta2 = OptimizerSetting.Checked(nameof(beta2), beta2, 0, Adam.BelowOne);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<OptimizerSetting> Settings =>
    [
        new("learningRate", LearningRate),
        new("beta1", _beta1),
        new("beta2", _beta2),
        new("weightDecay", WeightDecay),
    ];

    /// <inheritdoc/>
    protected internal override int StatePerValue => 1;

    /// <inheritdoc/>
    protected override void Update(in ParameterRange range)
    {
        float keep = (float)(1 - (range.LearningRate * range.WeightDecay));
        Update(
            range.Weights, range.Gradient, range.State(0), (float)range.LearningRate, keep,
            (float)_beta1, (float)(1 - _beta1), (float)_beta2, (float)(1 - _beta2));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Update(
        Span<float> weights, ReadOnlySpan<float> gradient, Span<float> means, float rate, float keep, float beta1, float share1, float beta2, float share2)
    {
        ref float w = ref MemoryMarshal.GetReference(weights);
        ref float g = ref MemoryMarshal.GetReference(gradient);
        ref float m = ref MemoryMarshal.GetReference(means);
        Vector<float> rates = new(rate);
        int i = 0;
        for (; i <= weights.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> slope = Vector.LoadUnsafe(ref g, (nuint)i);
            Vector<float> mean = Vector.LoadUnsafe(ref m, (nuint)i);
            Vector<float> direction = (mean * beta1) + (slope * share1);
            Vector<float> up = Vector.ConditionalSelect(Vector.GreaterThan(direction, Vector<float>.Zero), rates, Vector<float>.Zero);
            Vector<float> down = Vector.ConditionalSelect(Vector.LessThan(direction, Vector<float>.Zero), rates, Vector<float>.Zero);
            ((Vector.LoadUnsafe(ref w, (nuint)i) * keep) - up + down).StoreUnsafe(ref w, (nuint)i);
            ((mean * beta2) + (slope * share2)).StoreUnsafe(ref m, (nuint)i);
        }

        for (; i < weights.Length; i++)
        {
            float direction = (means[i] * beta1) + (gradient[i] * share1);
            float up = direction > 0 ? rate : 0;
            float down = direction < 0 ? rate : 0;
            weights[i] = (weights[i] * keep) - up + down;
            means[i] = (means[i] * beta2) + (gradient[i] * share2);
        }
    }
}
