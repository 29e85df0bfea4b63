namespace CnnGen.Packing;

/// <summary>What a piece of packing reads, and memory for what it computes on the way. Pointers are valid until the piece has ended.</summary>
internal readonly unsafe struct PackingInput(ParameterSource source, PackingScratch scratch)
{
    /// <summary>Values of one tensor.</summary>
    /// <param name="offset">Where they begin in <see cref="NetworkWeights.Values"/>.</param>
    /// <param name="length">How many.</param>
    public float* Read(int offset, int length) => source.Read(offset, length, scratch);

    /// <summary>Memory that holds what was there before.</summary>
    public float* Take(int length) => scratch.Take(length);
}
