using CnnGen.Packing;

namespace CnnGen;

/// <summary>Where the values of a network's tensors are.</summary>
internal abstract unsafe class ParameterSource
{
    /// <summary>Values of one tensor; valid as long as this object is reachable and <paramref name="scratch"/> is not reset.</summary>
    /// <param name="offset">Where they begin in <see cref="NetworkWeights.Values"/>.</param>
    /// <param name="length">How many.</param>
    /// <param name="scratch">Receives them where they are not in memory.</param>
    public abstract float* Read(int offset, int length, PackingScratch scratch);

    /// <summary>Called after reading: whether all that was read belongs together.</summary>
    /// <exception cref="WeightFileException">It may not.</exception>
    public abstract void CheckUnchanged();
}
