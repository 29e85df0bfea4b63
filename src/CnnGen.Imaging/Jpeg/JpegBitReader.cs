using System.Runtime.CompilerServices;

namespace CnnGen.Imaging;

/// <summary>The bits of entropy-coded segments, the highest of a byte first; zeros behind the 0xFF that are data and not markers are dropped.</summary>
internal ref struct JpegBitReader
{
    private readonly ReadOnlySpan<byte> _data;
    private readonly string _file;
    private int _position;
    private ulong _bits;
    private int _count;

    // Zero bits that stand in for what is behind the end of the segment. Looking at them is allowed, using them is not.
    private int _padding;

    public JpegBitReader(ReadOnlySpan<byte> data, int position, string file)
    {
        _data = data;
        _position = position;
        _file = file;
    }

    /// <summary>Where the first byte stands that belongs to no complete code any more: a marker, in a sound file.</summary>
    public readonly int Position => _position;

    /// <summary>Reads one symbol.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Decode(JpegHuffmanTable table)
    {
        Fill();
        int symbol = table.Decode((int)((_bits >> (_count - JpegHuffmanTable.LongestCode)) & 0xFFFF), out int length);
        if (symbol < 0)
        {
            throw new ImageFileException($"{_file}: the picture data have a code that is in no Huffman table.");
        }

        Skip(length);
        return symbol;
    }

    /// <summary>Reads up to 16 bits.</summary>
    public int Receive(int count)
    {
        Fill();
        int value = (int)(_bits >> (_count - count)) & ((1 << count) - 1);
        Skip(count);
        return value;
    }

    /// <summary>Reads a number of up to 16 bits: with a leading zero it is negative (T.81, F.2.2.1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ReceiveSigned(int count)
    {
        int value = Receive(count);
        return value < 1 << (count - 1) ? value - (1 << count) + 1 : value;
    }

    /// <summary>Skips the rest of a byte and a restart marker.</summary>
    public void Restart(int number)
    {
        _bits = 0;
        _count = 0;
        _padding = 0;
        while (_position + 1 < _data.Length && _data[_position] == 0xFF && _data[_position + 1] == 0xFF)
        {
            _position++;
        }

        if (_position + 1 >= _data.Length || _data[_position] != 0xFF || _data[_position + 1] != JpegFormat.FirstRestart + (number & 7))
        {
            throw new ImageFileException($"{_file}: a restart marker is missing from the picture data.");
        }

        _position += 2;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Skip(int count)
    {
        _count -= count;
        if (_count < _padding)
        {
            throw new ImageFileException($"{_file}: the picture data end too early; the file is truncated or damaged.");
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Fill()
    {
        if (_count <= 32)
        {
            Refill();
        }
    }

    private void Refill()
    {
        while (_count <= 56)
        {
            int next = 0;
            if (_position < _data.Length && (_data[_position] != 0xFF || (_position + 1 < _data.Length && _data[_position + 1] == 0)))
            {
                next = _data[_position];
                _position += next == 0xFF ? 2 : 1;
            }
            else
            {
                _padding += 8;
            }

            _bits = (_bits << 8) | (uint)next;
            _count += 8;
        }
    }
}
