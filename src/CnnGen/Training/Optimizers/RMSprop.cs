using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CnnGen;

/// <summary>RMSprop (Hinton, Neural Networks for Machine Learning, lecture 6e), by PyTorch's formulas.</summary>
/// <remarks>
/// g ← gradient + weightDecay·w; v ← αv + (1 − α)g²; a = √v + ε, or with centering m ← m + (1 − α)(g − m) and a = √(v − m²) + ε; w ← w − rate·g/a,
/// or with momentum b ← momentum·b + g/a and w ← w − rate·b.
/// </remarks>
public sealed class RMSprop : Optimizer
{
    private readonly double _alpha;
    private readonly double _epsilon;
    private readonly double _momentum;
    private readonly bool _centered;

    /// <summary>Sets the constants.</summary>
    /// <param name="learningRate">Step length.</param>
    /// <param name="alpha">How much of the mean of squares is kept.</param>
    /// <param name="epsilon">Keeps the divisor above zero.</param>
    /// <param name="weightDecay">Factor of an L2 penalty.</param>
    /// <param name="momentum">How much of the previous direction is kept.</param>
    /// <param name="centered">Divides by the standard deviation of the gradient instead of its root mean square.</param>
    public RMSprop(
        double learningRate = 1e-2, double alpha = 0.99, double epsilon = 1e-8, double weightDecay = 0, double momentum = 0, bool centered = false)
        : base(learningRate, weightDecay)
    {
        _alpha = OptimizerSetting.Checked(nameof(alpha), alpha, 0, Adam.BelowOne);
        _epsilon = OptimizerSetting.Checked(nameof(epsilon), epsilon, float.Epsilon, double.MaxValue);
        _momentum = OptimizerSetting.Checked(nameof(momentum), momentum, 0, 1);
        _centered = centered;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<OptimizerSetting> Settings =>
    [
        new("learningRate", LearningRate),
        new("alpha", _alpha),
        new("epsilon", _epsilon),
        new("weightDecay", WeightDecay),
        new("momentum", _momentum),
        new("centered", _centered ? 1 : 0),
    ];

    /// <inheritdoc/>
    protected internal override int StatePerValue => 1 + (_momentum > 0 ? 1 : 0) + (_centered ? 1 : 0);

    /// <inheritdoc/>
    protected override void Update(in ParameterRange range)
    {
        Constants constants = new()
        {
            Decay = (float)range.WeightDecay,
            Alpha = (float)_alpha,
            Share = (float)(1 - _alpha),
            Epsilon = (float)_epsilon,
            Momentum = (float)_momentum,
            Rate = (float)range.LearningRate,
            IsCentered = _centered,
        };
        Span<float> buffer = _momentum > 0 ? range.State(1) : [];
        Span<float> means = _centered ? range.State(StatePerValue - 1) : [];
        Update(range.Weights, range.Gradient, range.State(0), buffer, means, constants);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Update(
        Span<float> weights, ReadOnlySpan<float> gradient, Span<float> squares, Span<float> buffer, Span<float> means, Constants c)
    {
        ref float w = ref MemoryMarshal.GetReference(weights);
        ref float g = ref MemoryMarshal.GetReference(gradient);
        ref float v = ref MemoryMarshal.GetReference(squares);
        ref float b = ref MemoryMarshal.GetReference(buffer);
        ref float m = ref MemoryMarshal.GetReference(means);
        bool hasBuffer = buffer.Length > 0;
        Vector<float> epsilon = new(c.Epsilon);
        int i = 0;
        for (; i <= weights.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> weight = Vector.LoadUnsafe(ref w, (nuint)i);
            Vector<float> slope = Vector.LoadUnsafe(ref g, (nuint)i) + (weight * c.Decay);
            Vector<float> square = (Vector.LoadUnsafe(ref v, (nuint)i) * c.Alpha) + (slope * c.Share * slope);
            square.StoreUnsafe(ref v, (nuint)i);
            if (c.IsCentered)
            {
                Vector<float> mean = Vector.LoadUnsafe(ref m, (nuint)i);
                mean += (slope - mean) * c.Share;
                mean.StoreUnsafe(ref m, (nuint)i);
                square = Vector.Max(square - (mean * mean), Vector<float>.Zero); // rounding may bring it below
            }

            Vector<float> direction = slope / (Vector.SquareRoot(square) + epsilon);
            if (hasBuffer)
            {
                direction = (Vector.LoadUnsafe(ref b, (nuint)i) * c.Momentum) + direction;
                direction.StoreUnsafe(ref b, (nuint)i);
            }

            (weight - (direction * c.Rate)).StoreUnsafe(ref w, (nuint)i);
        }

        for (; i < weights.Length; i++)
        {
            float slope = gradient[i] + (weights[i] * c.Decay);
            float square = (squares[i] * c.Alpha) + (slope * c.Share * slope);
            squares[i] = square;
            if (c.IsCentered)
            {
                means[i] += (slope - means[i]) * c.Share;
                square = MathF.Max(square - (means[i] * means[i]), 0);
            }

            float direction = slope / (MathF.Sqrt(square) + c.Epsilon);
            if (hasBuffer)
            {
                direction = (buffer[i] * c.Momentum) + direction;
                buffer[i] = direction;
            }

            weights[i] -= direction * c.Rate;
        }
    }

    /// <summary>The numbers of one step, rounded once.</summary>
    private struct Constants
    {
        public float Decay;
        public float Alpha;
        public float Share;
        public float Epsilon;
        public float Momentum;
        public float Rate;
        public bool IsCentered;
    }
}
