using System.Numerics;
using System.Runtime.InteropServices;

namespace CnnGen.Benchmarks.Networks;

/// <summary>Stochastic gradient descent with momentum by PyTorch's formula: v = momentum · v + g, w = w − learning rate · v.</summary>
internal sealed class MomentumUpdate(float learningRate, float momentum, int length)
{
    private readonly float[] _velocity = new float[length];

    /// <summary>Changes the weights by one step.</summary>
    public void Apply(NetworkWeights weights, ReadOnlySpan<float> gradient)
    {
        // Weights are padded to whole vectors of every width.
        Span<Vector<float>> w = MemoryMarshal.Cast<float, Vector<float>>(weights.Values);
        Span<Vector<float>> v = MemoryMarshal.Cast<float, Vector<float>>(_velocity.AsSpan());
        ReadOnlySpan<Vector<float>> g = MemoryMarshal.Cast<float, Vector<float>>(gradient);
        for (int i = 0; i < w.Length; i++)
        {
            v[i] = (v[i] * momentum) + g[i];
            w[i] -= v[i] * learningRate;
        }

        weights.MarkChanged();
    }
}
