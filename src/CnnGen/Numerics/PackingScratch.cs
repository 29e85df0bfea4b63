using System.Runtime.InteropServices;

namespace CnnGen.Numerics;

/// <summary>Memory for the time that weights are packed; made by generated code. Holds what was there before.</summary>
public readonly unsafe ref struct PackingScratch
{
    private const int Alignment = 64;

    /// <summary>Takes memory.</summary>
    /// <param name="length">Number of floats.</param>
    public PackingScratch(int length) => Pointer = (float*)NativeMemory.AlignedAlloc((nuint)length * sizeof(float), Alignment);

    /// <summary>The first float.</summary>
    public float* Pointer { get; }

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => NativeMemory.AlignedFree(Pointer);
}
