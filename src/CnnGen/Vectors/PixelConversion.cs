using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CnnGen.Vectors;

/// <summary>Bytes to the floats that networks read.</summary>
internal static class PixelConversion
{
    /// <summary>
    /// values[i] = bytes[i] / maximum, correctly rounded, as PyTorch's ToTensor does for 255. A product with 1/255 would differ in the last bit.
    /// </summary>
    public static void Divide(ReadOnlySpan<byte> bytes, Span<float> values, float maximum)
    {
        if (values.Length != bytes.Length)
        {
            throw new ArgumentException($"The destination holds {values.Length} values, the image has {bytes.Length}.", nameof(values));
        }

        ref byte source = ref MemoryMarshal.GetReference(bytes);
        ref float destination = ref MemoryMarshal.GetReference(values);
        int i = 0;
        if (Vector128.IsHardwareAccelerated)
        {
            Vector128<float> divisor = Vector128.Create(maximum);
            for (; i <= bytes.Length - Vector128<byte>.Count; i += Vector128<byte>.Count)
            {
                (Vector128<ushort> low, Vector128<ushort> high) = Vector128.Widen(Vector128.LoadUnsafe(ref source, (nuint)i));
                Store(low, divisor, ref Unsafe.Add(ref destination, i));
                Store(high, divisor, ref Unsafe.Add(ref destination, i + Vector128<ushort>.Count));
            }
        }

        for (; i < bytes.Length; i++)
        {
            values[i] = bytes[i] / maximum;
        }
    }

    private static void Store(Vector128<ushort> pixels, Vector128<float> divisor, ref float destination)
    {
        (Vector128<uint> low, Vector128<uint> high) = Vector128.Widen(pixels);
        (Vector128.ConvertToSingle(low.AsInt32()) / divisor).StoreUnsafe(ref destination);
        (Vector128.ConvertToSingle(high.AsInt32()) / divisor).StoreUnsafe(ref destination, (nuint)Vector128<float>.Count);
    }
}
