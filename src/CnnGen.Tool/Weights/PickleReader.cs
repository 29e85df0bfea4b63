using System.Buffers.Binary;
using System.Text;
using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Weights;

/// <summary>
/// Reads the part of Python's pickle format that PyTorch writes tensors with, and nothing else. A pickle is a program; this reader runs no code: it knows a
/// short list of names, makes values of its own for them, and refuses every other name, whatever it would do. Opcodes as in Python's Lib/pickletools.py.
/// </summary>
internal ref struct PickleReader
{
    private const string OrderedDictionary = "collections.OrderedDict";
    private const string RebuildTensor = "torch._utils._rebuild_tensor_v2";
    private const string RebuildParameter = "torch._utils._rebuild_parameter";

    private static readonly HashSet<string> s_known =
    [
        OrderedDictionary, RebuildTensor, RebuildParameter,
        "torch.FloatStorage", "torch.DoubleStorage", "torch.HalfStorage", "torch.BFloat16Storage",
        "torch.LongStorage", "torch.IntStorage", "torch.ShortStorage", "torch.CharStorage", "torch.ByteStorage", "torch.BoolStorage",
    ];

    /// <summary>Bytes of the largest value that one operation makes, a dictionary, with its places on the stack and among what is remembered.</summary>
    private const int LargestValue = 128;

    private static readonly object s_mark = new();

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly MemoryAllowance _allowance;
    private readonly Stack<object?> _stack = new();
    private readonly Dictionary<uint, object?> _memo = [];
    private int _at;

    private PickleReader(ReadOnlySpan<byte> bytes, MemoryAllowance allowance)
    {
        _bytes = bytes;
        _allowance = allowance;
    }

    /// <param name="bytes">The pickle.</param>
    /// <param name="allowance">Counts the values that it makes: one byte may be a dictionary.</param>
    /// <exception cref="WeightFileException">It is damaged, asks for too much memory, or names something that is no part of a tensor.</exception>
    public static object? Read(ReadOnlySpan<byte> bytes, MemoryAllowance allowance)
    {
        try
        {
            return new PickleReader(bytes, allowance).Run();
        }
        catch (Exception broken) when (broken is InvalidOperationException
            or InvalidCastException
            or ArgumentException
            or IndexOutOfRangeException
            or KeyNotFoundException
            or OverflowException)
        {
            throw new WeightFileException("The pickle is damaged: its values do not fit each other.");
        }
    }

    private object? Run()
    {
        while (true)
        {
            byte operation = Byte();
            Allow(LargestValue);
            switch (operation)
            {
                case 0x80: // PROTO
                    Byte();
                    break;
                case 0x95: // FRAME
                    Take(8);
                    break;
                case (byte)'.':
                    return _stack.Count == 1 ? _stack.Pop() : throw Damaged("it ends with several values");
                case (byte)'(':
                    _stack.Push(s_mark);
                    break;
                case (byte)'0':
                    _stack.Pop();
                    break;
                case (byte)'N':
                    _stack.Push(null);
                    break;
                case 0x88 or 0x89:
                    _stack.Push(operation == 0x88);
                    break;
                case (byte)'K':
                    _stack.Push((long)Byte());
                    break;
                case (byte)'M':
                    _stack.Push((long)BinaryPrimitives.ReadUInt16LittleEndian(Take(2)));
                    break;
                case (byte)'J':
                    _stack.Push((long)BinaryPrimitives.ReadInt32LittleEndian(Take(4)));
                    break;
                case 0x8A: // LONG1
                    _stack.Push(Long(Take(Byte())));
                    break;
                case (byte)'G':
                    _stack.Push(BinaryPrimitives.ReadDoubleBigEndian(Take(8)));
                    break;
                case (byte)'X':
                    _stack.Push(Text(BinaryPrimitives.ReadUInt32LittleEndian(Take(4))));
                    break;
                case 0x8C: // SHORT_BINUNICODE
                    _stack.Push(Text(Byte()));
                    break;
                case (byte)'U': // SHORT_BINSTRING
                    _stack.Push(Text(Byte()));
                    break;
                case (byte)'T': // BINSTRING
                    _stack.Push(Text(BinaryPrimitives.ReadUInt32LittleEndian(Take(4))));
                    break;
                case (byte)'}':
                    _stack.Push(new PickleDictionary());
                    break;
                case (byte)']':
                    _stack.Push(new List<object?>());
                    break;
                case (byte)')':
                    _stack.Push(Array.Empty<object?>());
                    break;
                case (byte)'t':
                    _stack.Push(ToMark());
                    break;
                case 0x85 or 0x86 or 0x87: // TUPLE1 to TUPLE3
                    _stack.Push(Last(operation - 0x84));
                    break;
                case (byte)'q':
                    _memo[Byte()] = _stack.Peek();
                    break;
                case (byte)'r':
                    _memo[BinaryPrimitives.ReadUInt32LittleEndian(Take(4))] = _stack.Peek();
                    break;
                case 0x94: // MEMOIZE
                    _memo[(uint)_memo.Count] = _stack.Peek();
                    break;
                case (byte)'h':
                    _stack.Push(_memo[Byte()]);
                    break;
                case (byte)'j':
                    _stack.Push(_memo[BinaryPrimitives.ReadUInt32LittleEndian(Take(4))]);
                    break;
                case (byte)'c':
                    _stack.Push(Known($"{Line()}.{Line()}"));
                    break;
                case 0x93: // STACK_GLOBAL
                    object?[] names = Last(2);
                    _stack.Push(Known($"{(string)names[0]!}.{(string)names[1]!}"));
                    break;
                case (byte)'R':
                    object?[] call = Last(2);
                    _stack.Push(Call((PickleName)call[0]!, (object?[])call[1]!));
                    break;
                case (byte)'b':
                    // What belongs to a dictionary beside its items, such as the versions of modules.
                    Last(1);
                    _ = _stack.Peek() as PickleDictionary ?? throw Damaged("it sets the state of what is no dictionary");
                    break;
                case (byte)'s':
                    object?[] item = Last(2);
                    ((PickleDictionary)_stack.Peek()!).Items.Add((item[0], item[1]));
                    break;
                case (byte)'u':
                    object?[] items = ToMark();
                    for (int i = 0; i < items.Length; i += 2)
                    {
                        ((PickleDictionary)_stack.Peek()!).Items.Add((items[i], items[i + 1]));
                    }

                    break;
                case (byte)'a':
                    object? element = _stack.Pop();
                    ((List<object?>)_stack.Peek()!).Add(element);
                    break;
                case (byte)'e':
                    object?[] elements = ToMark();
                    ((List<object?>)_stack.Peek()!).AddRange(elements);
                    break;
                case (byte)'Q':
                    _stack.Push(Storage((object?[])_stack.Pop()!));
                    break;
                default:
                    throw Damaged($"the operation 0x{operation:X2} at byte {_at - 1} is none that tensors need");
            }
        }
    }

    private object Call(PickleName function, object?[] arguments) => function.Name switch
    {
        OrderedDictionary when arguments.Length == 0 => new PickleDictionary(),
        RebuildTensor => new PickleTensor((PickleStorage)arguments[0]!, (long)arguments[1]!, Sizes(arguments[2]), Sizes(arguments[3])),
        RebuildParameter => (PickleTensor)arguments[0]!,
        _ => throw new WeightFileException($"The pickle calls {TensorReader.Clean(function.Name)}, which makes no tensor."),
    };

    private static PickleStorage Storage(object?[] parts)
    {
        // ('storage', class, key, device, number of elements)
        if (parts is not ["storage", PickleName type, string key, _, long count] || count < 0)
        {
            throw Damaged("a storage is not described as PyTorch does");
        }

        return new PickleStorage(type.Name["torch.".Length..], key, count);
    }

    private long[] Sizes(object? tuple)
    {
        object?[] sizes = (object?[])tuple!;
        Allow(sizeof(long) * sizes.Length);
        return Array.ConvertAll(sizes, size => (long)size!);
    }

    private static PickleName Known(string name) => s_known.Contains(name)
        ? new PickleName(name)
        : throw new WeightFileException($"The pickle names {TensorReader.Clean(name)}. Only tensors are read, nothing is run: refused.");

    private static WeightFileException Damaged(string why) => new($"The pickle is damaged: {why}.");

    private static long Long(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > sizeof(long))
        {
            throw Damaged("a number is longer than 64 bits");
        }

        long value = bytes.Length > 0 && bytes[^1] >= 0x80 ? -1 : 0;
        for (int i = bytes.Length - 1; i >= 0; i--)
        {
            value = (value << 8) | bytes[i];
        }

        return value;
    }

    private object?[] ToMark()
    {
        List<object?> values = [];
        while (_stack.Pop() is var value && value != s_mark)
        {
            values.Add(value);
        }

        values.Reverse();
        return [.. values];
    }

    private object?[] Last(int count)
    {
        object?[] values = new object?[count];
        for (int i = count - 1; i >= 0; i--)
        {
            values[i] = _stack.Pop();
        }

        return values;
    }

    private byte Byte() => Take(1)[0];

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _bytes.Length - _at)
        {
            throw Damaged("it ends in the middle");
        }

        _at += count;
        return _bytes.Slice(_at - count, count);
    }

    private string Text(long length)
    {
        if (length > _bytes.Length - _at)
        {
            throw Damaged("it ends in the middle");
        }

        Allow(sizeof(char) * length);
        return Encoding.UTF8.GetString(Take((int)length));
    }

    private void Allow(long bytes)
    {
        if (!_allowance.TryTake(bytes))
        {
            throw new WeightFileException($"The pickle makes too many values. {_allowance.Excess}");
        }
    }

    private string Line()
    {
        int length = _bytes[_at..].IndexOf((byte)'\n');
        string line = length < 0 ? throw Damaged("it ends in the middle") : Encoding.UTF8.GetString(Take(length));
        _at++;
        return line;
    }
}
