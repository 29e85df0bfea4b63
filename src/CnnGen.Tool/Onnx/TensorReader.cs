using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using CnnGen.Tool.Onnx.Proto;

namespace CnnGen.Tool.Onnx;

/// <summary>From a tensor of the file, with its data inside or in a file beside it, to an array.</summary>
/// <param name="folder">Where files of external data are; null where there can be none.</param>
/// <param name="allowance">What arrays may take; null for any amount.</param>
internal sealed class TensorReader(string? folder, MemoryAllowance? allowance = null)
{
    private const int External = 1;

    private readonly HashSet<string> _files = [];

    /// <summary>Counts what is made of the file.</summary>
    public MemoryAllowance Allowance { get; } = allowance ?? MemoryAllowance.Unlimited;

    /// <exception cref="OnnxFileException">Its data and its shape contradict each other, its data is missing, or its type is not read.</exception>
    public OnnxTensor Read(TensorProto proto)
    {
        string name = proto.Name.Length == 0 ? "A tensor" : $"Tensor {Clean(proto.Name)}";
        int[] shape = [.. proto.Dims.Select(Sizes.Narrow)];
        var type = (OnnxType)proto.DataType;
        long length = Sizes.Product(shape);
        if (type.Size() == 0)
        {
            throw new OnnxFileException($"{name} has elements of type {(Enum.IsDefined(type) ? type : proto.DataType)}, which is not read.");
        }

        if (proto.DataLocation == External)
        {
            return Raw(name, proto, shape, type, ReadExternal(name, proto, length * type.Size()));
        }

        if (proto.RawData.Length > 0 || length == 0)
        {
            return Raw(name, proto, shape, type, proto.RawData.Span);
        }

        Allowance.Take(length * (type.IsReal() ? sizeof(float) : sizeof(long)));
        OnnxTensor Reals(IEnumerable<float> values, int count) => new(shape, Counted(name, values, count, length)) { Name = proto.Name, FileType = type };
        OnnxTensor Wholes(IEnumerable<long> values, int count) => new(shape, Counted(name, values, count, length)) { Name = proto.Name, FileType = type };
        return type switch
        {
            OnnxType.Float => Reals(proto.FloatData, proto.FloatData.Count),
            OnnxType.Double => Reals(proto.DoubleData.Select(value => (float)value), proto.DoubleData.Count),
            OnnxType.Float16 => Reals(proto.Int32Data.Select(value => (float)BitConverter.UInt16BitsToHalf((ushort)value)), proto.Int32Data.Count),
            OnnxType.BFloat16 => Reals(proto.Int32Data.Select(value => BitConverter.Int32BitsToSingle(value << 16)), proto.Int32Data.Count),
            OnnxType.Int64 => Wholes(proto.Int64Data, proto.Int64Data.Count),
            OnnxType.UInt32 or OnnxType.UInt64 => Wholes(proto.Uint64Data.Select(value => (long)value), proto.Uint64Data.Count),
            _ => Wholes(proto.Int32Data.Select(value => (long)value), proto.Int32Data.Count),
        };
    }

    private static T[] Counted<T>(string name, IEnumerable<T> values, int count, long length) =>
        count == length ? [.. values] : throw new OnnxFileException($"{name} has {count} elements, its shape {length}.");

    private OnnxTensor Raw(string name, TensorProto proto, int[] shape, OnnxType type, ReadOnlySpan<byte> bytes)
    {
        int size = type.Size();
        long length = Sizes.Product(shape);
        if (bytes.Length != length * size)
        {
            throw new OnnxFileException($"{name} has {bytes.Length} bytes of data; its shape [{string.Join(", ", shape)}] of {type} needs {length * size}.");
        }

        Allowance.Take(length * (type.IsReal() ? sizeof(float) : sizeof(long)));
        if (type == OnnxType.Float && BitConverter.IsLittleEndian)
        {
            return new OnnxTensor(shape, MemoryMarshal.Cast<byte, float>(bytes).ToArray()) { Name = proto.Name };
        }

        if (type.IsReal())
        {
            float[] values = new float[length];
            for (int i = 0; i < values.Length; i++)
            {
                ReadOnlySpan<byte> element = bytes.Slice(i * size, size);
                values[i] = type switch
                {
                    OnnxType.Float => BinaryPrimitives.ReadSingleLittleEndian(element),
                    OnnxType.Double => (float)BinaryPrimitives.ReadDoubleLittleEndian(element),
                    OnnxType.Float16 => (float)BinaryPrimitives.ReadHalfLittleEndian(element),
                    _ => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadInt16LittleEndian(element) << 16),
                };
            }

            return new OnnxTensor(shape, values) { Name = proto.Name, FileType = type };
        }

        long[] integers = new long[length];
        for (int i = 0; i < integers.Length; i++)
        {
            ReadOnlySpan<byte> element = bytes.Slice(i * size, size);
            integers[i] = type switch
            {
                OnnxType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(element),
                OnnxType.UInt64 => (long)BinaryPrimitives.ReadUInt64LittleEndian(element),
                OnnxType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(element),
                OnnxType.UInt32 => BinaryPrimitives.ReadUInt32LittleEndian(element),
                OnnxType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(element),
                OnnxType.UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(element),
                OnnxType.Int8 => (sbyte)element[0],
                _ => element[0],
            };
        }

        return new OnnxTensor(shape, integers) { Name = proto.Name, FileType = type };
    }

    /// <summary>Reads a part of a file that lies in the model's folder or below it; no other file of the machine is opened.</summary>
    private byte[] ReadExternal(string name, TensorProto proto, long bytes)
    {
        string Entry(string key) => proto.ExternalData.FirstOrDefault(entry => entry.Key == key)?.Value ?? "";
        string location = Entry("location");
        if (folder is null || location.Length == 0)
        {
            throw new OnnxFileException($"{name} has its data in another file, which is not named.");
        }

        string root = Path.GetFullPath(folder) + Path.DirectorySeparatorChar;
        string path = Path.GetFullPath(Path.Combine(root, location));
        if (!path.StartsWith(root, StringComparison.Ordinal) || Path.IsPathRooted(location))
        {
            throw new OnnxFileException($"{name} has its data in {Clean(location)}, which is outside of the model's folder.");
        }

        if (!File.Exists(path))
        {
            throw new OnnxFileException($"{name} has its data in {Clean(location)}, which is not there.");
        }

        long offset = Number(name, "offset", Entry("offset"), 0);
        long length = Number(name, "length", Entry("length"), bytes);
        using FileStream stream = File.OpenRead(path);
        if (length != bytes || offset > stream.Length || stream.Length - offset < bytes)
        {
            throw new OnnxFileException(
                $"{name} needs {bytes} bytes of {Clean(location)} from {offset} on; the model says {length} and the file has {stream.Length}.");
        }

        if (_files.Add(path))
        {
            Allowance.Add(stream.Length);
        }

        Allowance.Take(bytes);
        byte[] data = new byte[bytes];
        stream.Position = offset;
        stream.ReadExactly(data);
        return data;
    }

    private static long Number(string name, string key, string text, long otherwise) =>
        text.Length == 0 ? otherwise
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value
        : throw new OnnxFileException($"{name}: the {key} of its external data is {Clean(text)}, not a number.");

    /// <summary>Text of a file as a message may show it.</summary>
    public static string Clean(string text) =>
        string.Concat(text.Take(80).Select(letter => char.IsControl(letter) ? '?' : letter)) + (text.Length > 80 ? "…" : "");
}
