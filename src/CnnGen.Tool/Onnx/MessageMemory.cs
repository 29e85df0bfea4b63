using Google.Protobuf.Reflection;

namespace CnnGen.Tool.Onnx;

/// <summary>
/// What a message of protocol buffers will take in memory, from its bytes alone: two bytes of a file may be an object of some hundred, and one byte a number of
/// eight. Encoding as in Google's "Encoding" of protocol buffers: a tag with the field's number and its wire type before each field.
/// </summary>
internal ref struct MessageMemory
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Delimited = 2;
    private const int Fixed32 = 5;

    /// <summary>As deep as the reader of protocol buffers goes.</summary>
    private const int DeepestMessage = 100;

    // Sizes of .NET's objects with their headers. Lists double when they are full, so that up to three times their elements exist for a moment.
    private const int ObjectHeader = 24;
    private const int Reference = 8;
    private const int List = 32;
    private const int Growth = 3;

    // What the importer makes of a node, a tensor or a name: an object like it.
    private const int Copies = 2;

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly Dictionary<MessageDescriptor, int> _objects = [];
    private int _at;
    private bool _isBroken;

    private MessageMemory(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>Bytes of all objects; of a message that breaks off, of those before.</summary>
    /// <param name="bytes">The message.</param>
    /// <param name="type">What it is.</param>
    public static long Of(ReadOnlySpan<byte> bytes, MessageDescriptor type) => new MessageMemory(bytes).Message(type, bytes.Length, 0);

    private long Message(MessageDescriptor type, int end, int depth)
    {
        long bytes = Object(type);
        while (_at < end && !_isBroken)
        {
            ulong tag = Number();
            FieldDescriptor? field = tag >> 3 <= int.MaxValue ? type.FindFieldByNumber((int)(tag >> 3)) : null;
            switch ((int)(tag & 7))
            {
                case Varint:
                    Number();
                    bytes += field is { IsRepeated: true } ? Growth * sizeof(long) : 0;
                    break;
                case Fixed64:
                    Skip(sizeof(long));
                    bytes += field is { IsRepeated: true } ? Growth * sizeof(long) : 0;
                    break;
                case Fixed32:
                    Skip(sizeof(int));
                    bytes += field is { IsRepeated: true } ? Growth * sizeof(int) : 0;
                    break;
                case Delimited:
                    bytes += Delimiter(field, end, depth);
                    break;
                default:
                    // Groups, which ONNX has none of: the reader is to say so.
                    _isBroken = true;
                    break;
            }
        }

        return bytes;
    }

    private long Delimiter(FieldDescriptor? field, int end, int depth)
    {
        ulong length = Number();
        if (length > (ulong)Math.Max(0, end - _at))
        {
            _isBroken = true;
            return 0;
        }

        int count = (int)length;
        int start = _at;
        long element = field is { IsRepeated: true } ? Growth * Reference : 0;
        switch (field?.FieldType)
        {
            case FieldType.Message when depth < DeepestMessage:
                return element + Message(field.MessageType, start + count, depth + 1);
            case FieldType.String:
                Skip(count);
                return element + (Copies * (ObjectHeader + (2L * count)));
            case FieldType.Bytes:
                Skip(count);
                return element + (2 * ObjectHeader) + count;
            case null or FieldType.Message:
                Skip(count);
                return 0;
            case FieldType.Float or FieldType.Double:
                Skip(count);
                return count;
            default:
                // Packed numbers: each ends in a byte without the highest bit.
                int numbers = 0;
                foreach (byte part in _bytes.Slice(start, count))
                {
                    numbers += part < 0x80 ? 1 : 0;
                }

                Skip(count);
                return (long)numbers * Growth * (field.FieldType is FieldType.Int32 or FieldType.Enum ? sizeof(int) : sizeof(long));
        }
    }

    private readonly int Object(MessageDescriptor type)
    {
        if (!_objects.TryGetValue(type, out int bytes))
        {
            bytes = Copies * (ObjectHeader + type.Fields.InDeclarationOrder().Sum(field => Reference + (field.IsRepeated ? List : 0)));
            _objects[type] = bytes;
        }

        return bytes;
    }

    private ulong Number()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            if (_at >= _bytes.Length)
            {
                break;
            }

            byte part = _bytes[_at++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }

        _isBroken = true;
        return value;
    }

    private void Skip(int count)
    {
        _isBroken |= count > _bytes.Length - _at;
        _at += Math.Min(count, _bytes.Length - _at);
    }
}
