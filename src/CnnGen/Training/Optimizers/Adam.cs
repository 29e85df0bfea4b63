using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CnnGen;

/// <summary>Adam (Kingma and Ba, 2015), by PyTorch's formulas.</summary>
/// <remarks>
/// g ← gradient + weightDecay·w; m ← m + (1 − β₁)(g − m); v ← β₂v + (1 − β₂)g²;
/// w ← w − rate/(1 − β₁ᵗ) · m / (√v / √(1 − β₂ᵗ) + ε) in step t.
/// </remarks>
public class Adam : Optimizer
{
    private readonly double _beta1;
    private readonly double _beta2;
    private readonly double _epsilon;

    /// <summary>Sets the constants.</summary>
    /// <param name="learningRate">Step length.</param>
    /// <param name="beta1">How much of the mean of gradients is kept.</param>
    /// <param name="beta2">How much of the mean of their squares is kept.</param>
    /// <param name="epsilon">Keeps the divisor above zero.</param>
    /// <param name="weightDecay">Factor of an L2 penalty.</param>
    public Adam(double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0)
        : base(learningRate, weightDecay)
    {
        _beta1 = OptimizerSetting.Checked(nameof(beta1), beta1, 0, BelowOne);
        _beta2 = OptimizerSetting.Checked(nameof(beta2), beta2, 0, BelowOne);
        _epsilon = OptimizerSetting.Checked(nameof(epsilon), epsilon, float.Epsilon, double.MaxValue);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<OptimizerSetting> Settings =>
    [
        new("learningRate", LearningRate),
        new("beta1", _beta1),
        new("beta2", _beta2),
        new("epsilon", _epsilon),
        new("weightDecay", WeightDecay),
    ];

    /// <inheritdoc/>
    protected internal sealed override int StatePerValue => 2;

    /// <summary>Whether the weights shrink by themselves instead of through the gradient.</summary>
    private protected virtual bool DecoupledDecay => false;

    internal static double BelowOne => Math.BitDecrement(1d);

    /// <inheritdoc/>
    protected sealed override void Update(in ParameterRange range)
    {
        double correction1 = 1 - Math.Pow(_beta1, range.Step);
        double correction2 = 1 - Math.Pow(_beta2, range.Step);
        Constants constants = new()
        {
            Keep = DecoupledDecay ? (float)(1 - (range.LearningRate * range.WeightDecay)) : 1,
            Decay = DecoupledDecay ? 0 : (float)range.WeightDecay,
            Share1 = (float)(1 - _beta1),
            Beta2 = (float)_beta2,
            Share2 = (float)(1 - _beta2),
            Rate = (float)(range.LearningRate / correction1),
            RootCorrection2 = (float)Math.Sqrt(correction2),
            Epsilon = (float)_epsilon,
        };
        Update(range.Weights, range.Gradient, range.State(0), range.State(1), constants);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Update(Span<float> weights, ReadOnlySpan<float> gradient, Span<float> means, Span<float> squares, Constants c)
    {
        ref float w = ref MemoryMarshal.GetReference(weights);
        ref float g = ref MemoryMarshal.GetReference(gradient);
        ref float m = ref MemoryMarshal.GetReference(means);
        ref float v = ref MemoryMarshal.GetReference(squares);
        Vector<float> rootCorrection2 = new(c.RootCorrection2);
        Vector<float> epsilon = new(c.Epsilon);
        int i = 0;
        for (; i <= weights.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> weight = Vector.LoadUnsafe(ref w, (nuint)i) * c.Keep;
            Vector<float> slope = Vector.LoadUnsafe(ref g, (nuint)i) + (weight * c.Decay);
            Vector<float> mean = Vector.LoadUnsafe(ref m, (nuint)i);
            mean += (slope - mean) * c.Share1;
            Vector<float> square = (Vector.LoadUnsafe(ref v, (nuint)i) * c.Beta2) + (slope * c.Share2 * slope);
            mean.StoreUnsafe(ref m, (nuint)i);
            square.StoreUnsafe(ref v, (nuint)i);
            Vector<float> divisor = (Vector.SquareRoot(square) / rootCorrection2) + epsilon;
            (weight - (mean * c.Rate / divisor)).StoreUnsafe(ref w, (nuint)i);
        }

        for (; i < weights.Length; i++)
        {
            float weight = weights[i] * c.Keep;
            float slope = gradient[i] + (weight * c.Decay);
            float mean = means[i];
            mean += (slope - mean) * c.Share1;
            float square = (squares[i] * c.Beta2) + (slope * c.Share2 * slope);
            means[i] = mean;
            squares[i] = square;
            float divisor = (MathF.Sqrt(square) / c.RootCorrection2) + c.Epsilon;
            weights[i] = weight - (mean * c.Rate / divisor);
        }
    }

    /// <summary>The numbers of one step, rounded once.</summary>
    private struct Constants
    {
        public float Keep;
        public float Decay;
        public float Share1;
        public float Beta2;
        public float Share2;
        public float Rate;
        public float RootCorrection2;
        public float Epsilon;
    }
}
