using System.Buffers.Binary;
using CnnGen.Files;

namespace CnnGen;

/// <summary>
/// An array of bytes in the IDX format, in which MNIST and its relatives come: labels [n], images [n, rows, columns] or [n, rows, columns, channels].
/// </summary>
/// <remarks>
/// Format: two zero bytes, the element type (8 is unsigned byte), the rank, each size as a big-endian 32-bit number, the elements. Gzip is recognised by
/// its first bytes.
/// </remarks>
public sealed class IdxFile
{
    private const byte UnsignedByte = 8;
    private const int LargestRank = 4;
    private const int MagicSize = 4;

    private readonly byte[] _elements;

    private IdxFile(int[] shape, byte[] elements)
    {
        Shape = shape;
        _elements = elements;
    }

    /// <summary>The sizes; the first is the number of labels or images.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>The elements, the last axis running fastest.</summary>
    public ReadOnlySpan<byte> Elements => _elements;

    internal byte[] ElementArray => _elements;

    /// <summary>Reads a file, compressed or not.</summary>
    /// <exception cref="DataFileException">The file is damaged, or not an IDX file of bytes with 1 to 4 axes.</exception>
    public static IdxFile Read(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Read(stream, path);
    }

    /// <summary>Reads a stream to its end, compressed or not.</summary>
    /// <param name="stream">The file's content.</param>
    /// <param name="name">What error messages call it.</param>
    /// <exception cref="DataFileException">The content is damaged, or not an IDX file of bytes with 1 to 4 axes.</exception>
    public static IdxFile Read(Stream stream, string name = "stream")
    {
        Span<byte> magic = stackalloc byte[MagicSize];
        int read = stream.ReadAtLeast(magic, MagicSize, throwOnEndOfStream: false);
        if (read < MagicSize || !GzipHeader.IsMagic(magic))
        {
            return ReadPlain(magic[..read], stream, name);
        }

        using GzipMembers content = new(new PrefixedStream(magic.ToArray(), stream), name);
        read = content.ReadAtLeast(magic, MagicSize, throwOnEndOfStream: false);
        return ReadPlain(magic[..read], content, name);
    }

    private static IdxFile ReadPlain(ReadOnlySpan<byte> magic, Stream stream, string name)
    {
        if (magic.Length < MagicSize)
        {
            throw new DataFileException($"{name}: {magic.Length} bytes are too few for an IDX file.");
        }

        if (magic[0] != 0 || magic[1] != 0 || magic[2] != UnsignedByte || magic[3] is 0 or > LargestRank)
        {
            throw new DataFileException(
                $"{name}: begins with {BinaryPrimitives.ReadUInt32BigEndian(magic):X8}; "
                + "an IDX file of bytes begins with 00000801 (labels) or 00000803 (images).");
        }

        int[] shape = new int[magic[3]];
        byte[] sizes = ClaimedBytes.Read(stream, shape.Length * sizeof(int));
        if (sizes.Length < shape.Length * sizeof(int))
        {
            throw new DataFileException($"{name}: ends within the sizes of its {shape.Length} axes.");
        }

        // The product of two 32-bit sizes fits a long; the limit keeps every further one within it.
        long count = 1;
        for (int axis = 0; axis < shape.Length; axis++)
        {
            uint size = BinaryPrimitives.ReadUInt32BigEndian(sizes.AsSpan(axis * sizeof(int)));
            count *= size;
            if (size > int.MaxValue || count > Array.MaxLength)
            {
                throw new DataFileException($"{name}: a size of {size} on axis {axis} makes more elements than the {Array.MaxLength} that can be read.");
            }

            shape[axis] = (int)size;
        }

        byte[] elements = ClaimedBytes.Read(stream, count);
        if (elements.Length < count)
        {
            throw new DataFileException($"{name}: {ShapeText.Of(shape)} needs {count} bytes of elements, the file has {elements.Length}.");
        }

        if (stream.ReadByte() >= 0)
        {
            throw new DataFileException($"{name}: {ShapeText.Of(shape)} needs {count} bytes of elements, the file has more.");
        }

        return new IdxFile(shape, elements);
    }
}
