using System.Buffers.Binary;
using CnnGen.Files;

namespace CnnGen;

/// <summary>
/// The header of a safetensors file, checked: names are unique, every tensor's bytes fit its type and shape, and the tensors cover the data without
/// overlap, hole or rest. Format: 8 bytes length, JSON, data (github.com/huggingface/safetensors).
/// </summary>
internal sealed class SafetensorsHeader
{
    private const int LengthSize = 8;
    private const int LargestHeader = 100_000_000; // the format's own limit
    private const int LargestRank = 64;
    private const string MetadataKey = "__metadata__";

    private readonly string _file;
    private readonly Dictionary<string, SafetensorsEntry> _entries = [];
    private long _dataLength;
    private bool _isMeasured;

    private SafetensorsHeader(string file) => _file = file;

    /// <summary>The tensors in the order of their data.</summary>
    public SafetensorsEntry[] Entries { get; private set; } = [];

    public Dictionary<string, string> Metadata { get; } = [];

    public SafetensorsEntry? this[string name] => _entries.GetValueOrDefault(name);

    /// <summary>
    /// Reads up to where the data begins. Where a stream cannot say how long it is, <see cref="CheckEnd"/> is to be called after the last tensor.
    /// </summary>
    public static SafetensorsHeader Read(Stream stream, string file)
    {
        long? following = ClaimedBytes.Following(stream);
        long available = following ?? long.MaxValue;
        Span<byte> lengthBytes = stackalloc byte[LengthSize];
        int read = stream.ReadAtLeast(lengthBytes, LengthSize, throwOnEndOfStream: false);
        if (read < LengthSize)
        {
            throw new WeightFileException($"{file}: {read} bytes are too few for a safetensors file, which begins with 8 bytes of header length.");
        }

        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(lengthBytes);
        if (length > LargestHeader)
        {
            throw new WeightFileException(
                $"{file}: a header of {length} bytes exceeds the {LargestHeader} that safetensors allows; is it another kind of file?");
        }

        if ((long)length > available - LengthSize)
        {
            throw new WeightFileException(
                $"{file}: the header should have {length} bytes, but {Math.Max(0, available - LengthSize)} follow; the file is truncated.");
        }

        byte[] json = ClaimedBytes.Read(stream, (long)length);
        if (json.Length < (long)length)
        {
            throw new WeightFileException($"{file}: the header should have {length} bytes, but {json.Length} follow; the file is truncated.");
        }

        var header = new SafetensorsHeader(file) { _isMeasured = following is not null };
        header.Parse(json);
        header.Place();
        if (header._isMeasured)
        {
            header.CheckLength(available - LengthSize - (long)length);
        }

        return header;
    }

    /// <summary>Refuses a stream that could not say how long it is, if it goes on behind the last tensor.</summary>
    public void CheckEnd(Stream stream)
    {
        if (!_isMeasured && stream.ReadByte() >= 0)
        {
            throw new WeightFileException($"{_file}: the header describes {_dataLength} bytes of data, but the file has more.");
        }
    }

    private void Parse(byte[] json)
    {
        var reader = new JsonHeaderReader(json, _file);
        bool hasMetadata = false;
        reader.Expect('{');
        if (!reader.TryTake('}'))
        {
            do
            {
                string key = reader.ReadString();
                reader.Expect(':');
                if (key != MetadataKey)
                {
                    AddEntry(key, ref reader);
                }
                else if (!hasMetadata)
                {
                    hasMetadata = true;
                    ParseMetadata(ref reader);
                }
                else
                {
                    throw new WeightFileException($"{_file}: the header has {MetadataKey} twice.");
                }
            }
            while (reader.TryTake(','));
            reader.Expect('}');
        }

        reader.ExpectEnd();
    }

    // The format's own reader takes null for no metadata, as well as none at all.
    private void ParseMetadata(ref JsonHeaderReader reader)
    {
        if (reader.TryTakeWord("null"u8))
        {
            return;
        }

        reader.Expect('{');
        if (reader.TryTake('}'))
        {
            return;
        }

        do
        {
            string key = reader.ReadString();
            reader.Expect(':');
            if (!Metadata.TryAdd(key, reader.ReadString()))
            {
                throw new WeightFileException($"{_file}: {MetadataKey} has {ShapeText.Name(key)} twice.");
            }
        }
        while (reader.TryTake(','));
        reader.Expect('}');
    }

    private void AddEntry(string name, ref JsonHeaderReader reader)
    {
        string? type = null;
        int[]? shape = null;
        (long Begin, long End)? offsets = null;
        reader.Expect('{');
        do
        {
            string key = reader.ReadString();
            reader.Expect(':');
            switch (key)
            {
                case "dtype" when type is null:
                    type = reader.ReadString();
                    break;
                case "shape" when shape is null:
                    shape = ParseShape(name, ref reader);
                    break;
                case "data_offsets" when offsets is null:
                    reader.Expect('[');
                    long begin = reader.ReadWholeNumber();
                    reader.Expect(',');
                    offsets = (begin, reader.ReadWholeNumber());
                    reader.Expect(']');
                    break;
                case "dtype" or "shape" or "data_offsets":
                    throw Error(name, $"{key} stands twice");
                default:
                    reader.SkipValue(); // what newer versions or other programs say besides, as the format's own reader does
                    break;
            }
        }
        while (reader.TryTake(','));
        reader.Expect('}');

        if (type is null || shape is null || offsets is not var (first, end))
        {
            throw Error(name, $"{(type is null ? "dtype" : shape is null ? "shape" : "data_offsets")} is missing");
        }

        var entry = new SafetensorsEntry(name, type, shape, first, end);
        CheckSize(entry);
        if (!_entries.TryAdd(name, entry))
        {
            throw Error(name, "the name stands twice in the header");
        }
    }

    private int[] ParseShape(string name, ref JsonHeaderReader reader)
    {
        var sizes = new List<int>();
        reader.Expect('[');
        if (reader.TryTake(']'))
        {
            return [];
        }

        do
        {
            long size = reader.ReadWholeNumber();
            if (size > int.MaxValue)
            {
                throw Error(name, $"a size of {size} exceeds the {int.MaxValue} that can be read");
            }

            if (sizes.Count == LargestRank)
            {
                throw Error(name, $"the shape has more than {LargestRank} axes");
            }

            sizes.Add((int)size);
        }
        while (reader.TryTake(','));
        reader.Expect(']');
        return sizes.ToArray();
    }

    private void CheckSize(SafetensorsEntry entry)
    {
        int elementSize = SafetensorsType.ElementSize(entry.Type);
        if (elementSize == 0)
        {
            throw Error(entry.Name, $"the element type {ShapeText.Name(entry.Type)} is not supported");
        }

        if (SizeProduct.Of(entry.Shape) is not { } count || count * elementSize > Array.MaxLength)
        {
            throw Error(entry.Name, $"{entry.Type} {ShapeText.Of(entry.Shape)} has more bytes than the {Array.MaxLength} that can be read");
        }

        if (entry.Begin > entry.End)
        {
            throw Error(entry.Name, $"data_offsets [{entry.Begin}, {entry.End}] end before they begin");
        }

        if (entry.End - entry.Begin != count * elementSize)
        {
            throw Error(
                entry.Name,
                $"data_offsets [{entry.Begin}, {entry.End}] hold {entry.End - entry.Begin} bytes, "
                + $"but {entry.Type} {ShapeText.Of(entry.Shape)} has {count * elementSize}");
        }
    }

    // Tensors must lie end to end, from the first byte of the data to the last.
    private void Place()
    {
        Entries = new SafetensorsEntry[_entries.Count];
        _entries.Values.CopyTo(Entries, 0);
        Array.Sort(Entries, static (a, b) => a.Begin != b.Begin ? a.Begin.CompareTo(b.Begin) : a.End.CompareTo(b.End));
        foreach (SafetensorsEntry entry in Entries)
        {
            if (entry.Begin != _dataLength)
            {
                string problem = entry.Begin < _dataLength ? "overlap the tensor before" : "leave a hole after the tensor before";
                throw Error(entry.Name, $"data_offsets [{entry.Begin}, {entry.End}] {problem}, which ends at {_dataLength}");
            }

            _dataLength = entry.End;
        }
    }

    private void CheckLength(long available)
    {
        if (Entries is [.., var last] && last.End > available)
        {
            SafetensorsEntry first = Array.Find(Entries, entry => entry.End > available)!;
            throw Error(first.Name, $"data_offsets [{first.Begin}, {first.End}] exceed the {available} bytes of data in the file");
        }

        if (_dataLength != available)
        {
            throw new WeightFileException($"{_file}: the header describes {_dataLength} bytes of data, but the file has {available}.");
        }
    }

    private WeightFileException Error(string name, string problem) => new($"{_file}: tensor {ShapeText.Name(name)}: {problem}.");
}
