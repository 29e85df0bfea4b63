using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace CnnGen;

/// <summary>The element types of safetensors files that this library reads, by the names they have there.</summary>
internal static class SafetensorsType
{
    public const string Float32 = "F32";

    /// <summary>Bytes of one element; 0 for a type that is not read.</summary>
    public static int ElementSize(string type) => type switch
    {
        "F64" or "I64" or "U64" => 8,
        "F32" or "I32" or "U32" => 4,
        "F16" or "BF16" or "I16" or "U16" => 2,
        "I8" or "U8" or "BOOL" => 1,
        _ => 0,
    };

    /// <summary>Whether its elements are fractions, as weights must be.</summary>
    public static bool IsFloat(string type) => type is "F64" or "F32" or "F16" or "BF16";

    /// <summary>Converts elements of any type to float, rounding to the nearest.</summary>
    public static void ToFloats(string type, ReadOnlySpan<byte> bytes, Span<float> values)
    {
        if (type == Float32)
        {
            bytes.CopyTo(MemoryMarshal.AsBytes(values));
            ReverseOnBigEndian(values);
            return;
        }

        int size = ElementSize(type);
        for (int i = 0; i < values.Length; i++)
        {
            ReadOnlySpan<byte> element = bytes.Slice(i * size, size);
            values[i] = type switch
            {
                "F64" => (float)BinaryPrimitives.ReadDoubleLittleEndian(element),
                "F16" => (float)BinaryPrimitives.ReadHalfLittleEndian(element),
                "BF16" => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadInt16LittleEndian(element) << 16),
                "U64" => BinaryPrimitives.ReadUInt64LittleEndian(element),
                _ => ToInteger(type, element),
            };
        }
    }

    /// <summary>One element of an integer type other than U64.</summary>
    public static long ToInteger(string type, ReadOnlySpan<byte> element) => type switch
    {
        "I64" => BinaryPrimitives.ReadInt64LittleEndian(element),
        "I32" => BinaryPrimitives.ReadInt32LittleEndian(element),
        "U32" => BinaryPrimitives.ReadUInt32LittleEndian(element),
        "I16" => BinaryPrimitives.ReadInt16LittleEndian(element),
        "U16" => BinaryPrimitives.ReadUInt16LittleEndian(element),
        "I8" => (sbyte)element[0],
        _ => element[0],
    };

    /// <summary>Files are little-endian; on a machine that is not, every value that was copied from or goes into one is turned round.</summary>
    public static void ReverseOnBigEndian(Span<float> values)
    {
        if (!BitConverter.IsLittleEndian)
        {
            Span<int> bits = MemoryMarshal.Cast<float, int>(values);
            BinaryPrimitives.ReverseEndianness(bits, bits);
        }
    }
}
