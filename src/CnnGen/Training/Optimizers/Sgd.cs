using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CnnGen;

/// <summary>Stochastic gradient descent with momentum, by PyTorch's formulas.</summary>
/// <remarks>
/// g ← gradient + weightDecay·w; b ← g in the first step, momentum·b + (1 − dampening)·g after it; w ← w − rate·d
/// with d = g without momentum, b with it, and g + momentum·b with Nesterov's.
/// </remarks>
public sealed class Sgd : Optimizer
{
    private readonly double _momentum;
    private readonly bool _nesterov;
    private readonly double _dampening;

    /// <summary>Sets the constants.</summary>
    /// <param name="learningRate">Step length.</param>
    /// <param name="momentum">How much of the previous direction is kept.</param>
    /// <param name="weightDecay">Factor of an L2 penalty.</param>
    /// <param name="nesterov">Looks one step ahead; needs momentum, and no dampening.</param>
    /// <param name="dampening">How much less the gradient counts in the direction.</param>
    public Sgd(double learningRate, double momentum = 0, double weightDecay = 0, bool nesterov = false, double dampening = 0)
        : base(learningRate, weightDecay)
    {
        _momentum = OptimizerSetting.Checked(nameof(momentum), momentum, 0, 1);
        _dampening = OptimizerSetting.Checked(nameof(dampening), dampening, 0, 1);
        _nesterov = nesterov;
        if (nesterov && (momentum == 0 || dampening != 0))
        {
            throw new ArgumentException("Nesterov's momentum needs a momentum above 0 and a dampening of 0.", nameof(nesterov));
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<OptimizerSetting> Settings =>
    [
        new("learningRate", LearningRate),
        new("momentum", _momentum),
        new("weightDecay", WeightDecay),
        new("nesterov", _nesterov ? 1 : 0),
        new("dampening", _dampening),
    ];

    /// <inheritdoc/>
    protected internal override int StatePerValue => _momentum == 0 ? 0 : 1;

    /// <inheritdoc/>
    protected override void Update(in ParameterRange range)
    {
        if (_momentum == 0)
        {
            Plain(range.Weights, range.Gradient, (float)range.LearningRate, (float)range.WeightDecay);
        }
        else
        {
            // The buffer is zero in the first step, which makes it g.
            float share = range.Step == 1 ? 1 : (float)(1 - _dampening);
            WithMomentum(
                range.Weights,
                range.Gradient,
                range.State(0),
                (float)range.LearningRate,
                (float)range.WeightDecay,
                (float)_momentum,
                share,
                _nesterov);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Plain(Span<float> weights, ReadOnlySpan<float> gradient, float rate, float decay)
    {
        ref float w = ref MemoryMarshal.GetReference(weights);
        ref float g = ref MemoryMarshal.GetReference(gradient);
        int i = 0;
        for (; i <= weights.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> weight = Vector.LoadUnsafe(ref w, (nuint)i);
            Vector<float> slope = Vector.LoadUnsafe(ref g, (nuint)i) + (weight * decay);
            (weight - (slope * rate)).StoreUnsafe(ref w, (nuint)i);
        }

        for (; i < weights.Length; i++)
        {
            float slope = gradient[i] + (weights[i] * decay);
            weights[i] -= slope * rate;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WithMomentum(
        Span<float> weights, ReadOnlySpan<float> gradient, Span<float> buffer, float rate, float decay, float momentum, float share, bool nesterov)
    {
        ref float w = ref MemoryMarshal.GetReference(weights);
        ref float g = ref MemoryMarshal.GetReference(gradient);
        ref float b = ref MemoryMarshal.GetReference(buffer);
        int i = 0;
        for (; i <= weights.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> weight = Vector.LoadUnsafe(ref w, (nuint)i);
            Vector<float> slope = Vector.LoadUnsafe(ref g, (nuint)i) + (weight * decay);
            Vector<float> kept = (Vector.LoadUnsafe(ref b, (nuint)i) * momentum) + (slope * share);
            kept.StoreUnsafe(ref b, (nuint)i);
            Vector<float> direction = nesterov ? slope + (kept * momentum) : kept;
            (weight - (direction * rate)).StoreUnsafe(ref w, (nuint)i);
        }

        for (; i < weights.Length; i++)
        {
            float slope = gradient[i] + (weights[i] * decay);
            float kept = (buffer[i] * momentum) + (slope * share);
            buffer[i] = kept;
            float direction = nesterov ? slope + (kept * momentum) : kept;
            weights[i] -= direction * rate;
        }
    }
}
