using System.Runtime.InteropServices;

namespace CnnGen;

/// <summary>One tensor of a safetensors file.</summary>
public sealed class SafetensorsTensor
{
    private readonly byte[] _bytes;

    /// <summary>A float32 tensor.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">Its sizes; their product is the number of values.</param>
    /// <param name="values">Its values, the last axis running fastest.</param>
    public SafetensorsTensor(string name, ReadOnlySpan<int> shape, ReadOnlySpan<float> values)
    {
        foreach (int size in shape)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(size, nameof(shape));
        }

        long? count = SizeProduct.Of(shape);
        if (count != values.Length)
        {
            throw new ArgumentException(
                $"{ShapeText.Name(name)}: {ShapeText.Of(shape.ToArray())} has {(count is null ? "far more" : count)} values, not {values.Length}.",
                nameof(values));
        }

        Name = name;
        Type = SafetensorsType.Float32;
        Shape = shape.ToArray();
        _bytes = MemoryMarshal.AsBytes(values).ToArray();
        SafetensorsType.ReverseOnBigEndian(MemoryMarshal.Cast<byte, float>(_bytes.AsSpan()));
    }

    internal SafetensorsTensor(SafetensorsEntry entry, byte[] bytes)
    {
        Name = entry.Name;
        Type = entry.Type;
        Shape = entry.Shape;
        _bytes = bytes;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The element type as safetensors calls it: F64, F32, F16, BF16, I64, I32, I16, I8, U64, U32, U16, U8 or BOOL.</summary>
    public string Type { get; }

    /// <summary>Its sizes; empty for a single value.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>Number of elements.</summary>
    public int Count => _bytes.Length / SafetensorsType.ElementSize(Type);

    /// <summary>The elements as they stand in the file, little-endian.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>The elements as floats, whatever their type, rounded to the nearest.</summary>
    public float[] ToFloats()
    {
        float[] values = new float[Count];
        SafetensorsType.ToFloats(Type, _bytes, values);
        return values;
    }

    /// <summary>The elements of an integer or boolean tensor.</summary>
    /// <exception cref="InvalidOperationException">They are fractions, or unsigned 64-bit numbers, which a long cannot hold.</exception>
    public long[] ToIntegers()
    {
        if (SafetensorsType.IsFloat(Type) || Type == "U64")
        {
            throw new InvalidOperationException($"Tensor {ShapeText.Name(Name)} has elements of type {Type}, which cannot be read as integers.");
        }

        int size = SafetensorsType.ElementSize(Type);
        long[] values = new long[Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = SafetensorsType.ToInteger(Type, Bytes.Slice(i * size, size));
        }

        return values;
    }
}
