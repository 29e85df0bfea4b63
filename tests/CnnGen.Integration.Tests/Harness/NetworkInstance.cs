namespace CnnGen.Integration.Tests.Harness;

/// <summary>One instance of a compiled network.</summary>
public abstract class NetworkInstance
{
    /// <summary>The instance itself.</summary>
    public abstract object Network { get; }

    public abstract int Threads { get; set; }

    public abstract NetworkWeights Weights { get; }

    public abstract NetworkInstance ShareWeights();

    public abstract void Save(Stream stream);

    public abstract void Forward(ReadOnlySpan<float> input, Span<float> output);

    public abstract void Logits(ReadOnlySpan<float> input, Span<float> output);

    public abstract int Predict(ReadOnlySpan<float> input);

    /// <exception cref="InvalidOperationException">The network declares no loss.</exception>
    public abstract BatchResult Gradient(ReadOnlySpan<float> input, Targets targets, Span<float> gradient, long noiseSeed = 0);
}
