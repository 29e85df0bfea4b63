namespace CnnGen;

/// <summary>How new weights are drawn.</summary>
public abstract class Initializer
{
    /// <summary>Fills one tensor.</summary>
    /// <param name="tensor">Its shape, fan-in and role.</param>
    /// <param name="values">Receives its values.</param>
    /// <param name="seed">Seed of the network; the same seed and tensor give the same values.</param>
    public abstract void Fill(ParameterTensor tensor, Span<float> values, int seed);
}
