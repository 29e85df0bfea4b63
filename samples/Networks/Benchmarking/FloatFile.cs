using System.Buffers.Binary;
using System.Runtime.InteropServices;
using CnnGen.Samples;

namespace Networks.Benchmarking;

/// <summary>Floats and nothing else, little-endian.</summary>
internal static class FloatFile
{
    /// <summary>Reads exactly as many as are expected.</summary>
    /// <exception cref="UserErrorException">The file holds more or fewer.</exception>
    public static float[] Read(string path, int length)
    {
        using FileStream stream = File.OpenRead(path);
        if (stream.Length != (long)length * sizeof(float))
        {
            throw new UserErrorException($"{path}: has {stream.Length:N0} bytes; {length:N0} floats are {(long)length * sizeof(float):N0}.");
        }

        float[] values = new float[length];
        Span<int> bits = MemoryMarshal.Cast<float, int>(values.AsSpan());
        stream.ReadExactly(MemoryMarshal.AsBytes(bits));
        Order(bits);
        return values;
    }

    public static void Write(FileInfo file, float[] values)
    {
        int[] bits = MemoryMarshal.Cast<float, int>(values.AsSpan()).ToArray();
        Order(bits);
        file.Directory?.Create();
        File.WriteAllBytes(file.FullName, MemoryMarshal.AsBytes(bits.AsSpan()).ToArray());
    }

    private static void Order(Span<int> bits)
    {
        if (!BitConverter.IsLittleEndian)
        {
            BinaryPrimitives.ReverseEndianness(bits, bits);
        }
    }
}
