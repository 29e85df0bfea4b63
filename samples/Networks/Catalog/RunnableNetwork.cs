using CnnGen;

namespace Networks.Catalog;

/// <summary>An instance of a network whose type is known at run time only.</summary>
internal abstract class RunnableNetwork
{
    public abstract NetworkWeights Weights { get; }

    public abstract int Threads { get; set; }

    /// <summary>Probabilities of one image or several, [image, row, column, channel].</summary>
    public abstract void Forward(ReadOnlySpan<float> input, Span<float> output);

    /// <summary>Scores before the softmax.</summary>
    public abstract void Logits(ReadOnlySpan<float> input, Span<float> output);
}

/// <summary>The instance of a certain type.</summary>
internal sealed class RunnableNetwork<TNetwork>(TNetwork network) : RunnableNetwork
    where TNetwork : class, INetwork<TNetwork>
{
    public override NetworkWeights Weights => network.Weights;

    public override int Threads
    {
        get => network.Threads;
        set => network.Threads = value;
    }

    public override void Forward(ReadOnlySpan<float> input, Span<float> output) => network.Forward(input, output);

    public override void Logits(ReadOnlySpan<float> input, Span<float> output) => network.Logits(input, output);
}
