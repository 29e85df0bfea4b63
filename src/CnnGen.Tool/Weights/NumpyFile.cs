using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Weights;

/// <summary>Archives of NumPy's arrays (<c>.npz</c>): each a file <c>name.npy</c> with a header and its elements.</summary>
internal static partial class NumpyFile
{
    private const int LargestHeader = 1 << 16;

    /// <summary>All arrays of real numbers, in their order.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="skipped">Receives the names of arrays of whole numbers.</param>
    /// <exception cref="WeightFileException">It is damaged, or holds Python objects.</exception>
    public static IReadOnlyList<SafetensorsTensor> Read(Stream stream, string name, ICollection<string> skipped)
    {
        List<SafetensorsTensor> tensors = [];
        try
        {
            using ZipArchive archive = new(stream, ZipArchiveMode.Read, leaveOpen: true);
            foreach (ZipArchiveEntry entry in archive.Entries.Where(entry => entry.FullName.EndsWith(".npy", StringComparison.Ordinal)))
            {
                using Stream file = entry.Open();
                if (ReadArray(file, entry.FullName[..^".npy".Length], name) is { } tensor)
                {
                    tensors.Add(tensor);
                }
                else
                {
                    skipped.Add(entry.FullName[..^".npy".Length]);
                }
            }
        }
        catch (InvalidDataException broken)
        {
            throw new WeightFileException($"{name} is no archive of NumPy: {broken.Message.ReplaceLineEndings(" ")}");
        }

        return tensors.Count > 0 ? tensors : throw new WeightFileException($"{name} holds no arrays of real numbers.");
    }

    private static SafetensorsTensor? ReadArray(Stream stream, string array, string name)
    {
        string where = $"{name}: {TensorReader.Clean(array)}";
        Span<byte> start = stackalloc byte[8];
        Fill(stream, start, where);
        if (start[0] != 0x93 || !start[1..6].SequenceEqual("NUMPY"u8))
        {
            throw new WeightFileException($"{where} does not begin as an array of NumPy.");
        }

        Span<byte> size = stackalloc byte[4];
        size.Clear();
        Fill(stream, start[6] == 1 ? size[..2] : size, where);
        int length = BitConverter.ToInt32(size);
        if (length is < 0 or > LargestHeader)
        {
            throw new WeightFileException($"{where} has a header of {length} bytes.");
        }

        byte[] header = new byte[length];
        Fill(stream, header, where);
        string text = Encoding.Latin1.GetString(header);
        string type = TypePattern().Match(text) is { Success: true } found
            ? found.Groups[1].Value
            : throw new WeightFileException($"{where} does not say what its elements are.");
        if (type.Contains('O', StringComparison.Ordinal))
        {
            throw new WeightFileException($"{where} holds Python objects, which only a pickle can make: refused.");
        }

        int[] shape = Shape(text, where);
        int elementSize = type switch { "<f4" => 4, "<f8" => 8, "<f2" => 2, _ => 0 };
        if (elementSize == 0)
        {
            return type.Contains('f', StringComparison.Ordinal)
                ? throw new WeightFileException($"{where} has elements {TensorReader.Clean(type)}, which are not read.")
                : null;
        }

        long count = Sizes.Product(shape);
        byte[] bytes = ReadAll(stream, count * elementSize, where);
        float[] values = elementSize switch
        {
            4 => MemoryMarshal.Cast<byte, float>(bytes).ToArray(),
            8 => Array.ConvertAll(MemoryMarshal.Cast<byte, double>(bytes).ToArray(), value => (float)value),
            _ => Array.ConvertAll(MemoryMarshal.Cast<byte, Half>(bytes).ToArray(), value => (float)value),
        };
        bool isColumnMajor = text.Contains("'fortran_order': True", StringComparison.Ordinal);
        if (isColumnMajor)
        {
            values = new OnnxTensor([.. shape.Reverse()], values).Permuted([.. Enumerable.Range(0, shape.Length).Reverse()]).Values;
        }

        return new SafetensorsTensor(array, shape, values);
    }

    /// <summary>Reads in pieces, so that a file which claims more than it has costs no more than it has.</summary>
    private static byte[] ReadAll(Stream stream, long length, string where)
    {
        using MemoryStream bytes = new();
        byte[] piece = new byte[1 << 16];
        while (bytes.Length < length)
        {
            int read = stream.Read(piece, 0, (int)Math.Min(piece.Length, length - bytes.Length));
            if (read == 0)
            {
                throw new WeightFileException($"{where} ends after {bytes.Length} of {length} bytes.");
            }

            bytes.Write(piece, 0, read);
        }

        return bytes.ToArray();
    }

    private static void Fill(Stream stream, Span<byte> bytes, string where)
    {
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
        {
            throw new WeightFileException($"{where} ends in its header.");
        }
    }

    private static int[] Shape(string header, string where)
    {
        Match shape = ShapePattern().Match(header);
        if (!shape.Success)
        {
            throw new WeightFileException($"{where} has no shape.");
        }

        List<int> sizes = [];
        foreach (string part in shape.Groups[1].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            sizes.Add(
                int.TryParse(part, System.Globalization.CultureInfo.InvariantCulture, out int size) && size >= 0
                    ? size
                    : throw new WeightFileException($"{where} has the size {TensorReader.Clean(part)}."));
        }

        return [.. sizes];
    }

    [GeneratedRegex("'descr': *'([^']*)'")]
    private static partial Regex TypePattern();

    [GeneratedRegex("'shape': *\\(([^)]*)\\)")]
    private static partial Regex ShapePattern();
}
