namespace CnnGen;

/// <summary>A network that can be looked into, since it is declared with <see cref="NetworkAttribute.Inspectable"/>.</summary>
/// <typeparam name="TSelf">The network.</typeparam>
public interface IInspectableNetwork<TSelf> : INetwork<TSelf>
    where TSelf : class, IInspectableNetwork<TSelf>
{
    /// <summary>
    /// The value of every layer for one image, and how much Σ logitsGradient[i] · logits[i] changes with each of these values. All is as inference computes it:
    /// batch norms take running averages, dropout does nothing. Layers are not fused, so that values may differ from those of
    /// <see cref="INetwork{TSelf}.Forward"/> by rounding.
    /// </summary>
    /// <param name="input">One image, [row, column, channel]; several inputs side by side.</param>
    /// <param name="logitsGradient">What each of the values of <see cref="INetwork{TSelf}.Logits"/> counts: 1 for a class and 0 for all others asks what speaks
    /// for that class.</param>
    /// <exception cref="ArgumentException">The input is not one image, or there are not as many numbers as logits.</exception>
    Inspection Inspect(ReadOnlySpan<float> input, ReadOnlySpan<float> logitsGradient);

    /// <summary>The time that each layer takes for one image on one thread, as inference computes it: with what is fused into it.</summary>
    /// <param name="runs">How often the network is run, after a few runs that do not count; at least 1.</param>
    NetworkProfile Profile(int runs = 50);
}
