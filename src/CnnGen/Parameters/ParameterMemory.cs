using CnnGen.Packing;
using CnnGen.Runtime;

namespace CnnGen;

/// <summary>Values in memory, in the order of <see cref="NetworkWeights.Values"/>.</summary>
internal sealed unsafe class ParameterMemory(int length) : ParameterSource
{
    private readonly AlignedBuffer _values = new(length);

    /// <summary>The first value.</summary>
    public float* Pointer => _values.Pointer;

    /// <summary>All values.</summary>
    public Span<float> Span => _values.Span;

    /// <inheritdoc/>
    public override float* Read(int offset, int length, PackingScratch scratch) => _values.Pointer + offset;

    /// <inheritdoc/>
    public override void CheckUnchanged()
    {
        // Whoever writes to memory says so: MarkChanged.
    }
}
