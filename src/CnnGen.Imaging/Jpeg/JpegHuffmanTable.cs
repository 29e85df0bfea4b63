namespace CnnGen.Imaging;

/// <summary>A Huffman code of at most 16 bits: short codes by one look-up, longer ones by their length.</summary>
internal sealed class JpegHuffmanTable
{
    public const int LookupBits = 9;
    public const int LongestCode = 16;

    private readonly byte[] _symbols;

    // Of a code that fits the look-up: length in the high byte, symbol in the low one; 0 where it is longer.
    private readonly ushort[] _lookup = new ushort[1 << LookupBits];

    // Codes of a length, followed by ones up to 16 bits, are below this; the last entry ends every search.
    private readonly int[] _limit = new int[LongestCode + 2];

    // Added to a code of a length, it gives the place of the symbol.
    private readonly int[] _offset = new int[LongestCode + 1];

    private JpegHuffmanTable(byte[] symbols) => _symbols = symbols;

    /// <summary>Makes the table of a DHT segment.</summary>
    /// <param name="counts">Codes of each length from 1 to 16.</param>
    /// <param name="symbols">The symbols in the order of their codes.</param>
    /// <returns>Null where the counts are those of no prefix code.</returns>
    public static JpegHuffmanTable? TryCreate(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> symbols)
    {
        JpegHuffmanTable table = new(symbols.ToArray());
        int code = 0;
        int place = 0;
        for (int length = 1; length <= LongestCode; length++)
        {
            int count = counts[length - 1];
            if (code + count > 1 << length)
            {
                return null;
            }

            table._offset[length] = place - code;
            for (int i = 0; i < count && length <= LookupBits; i++)
            {
                int first = (code + i) << (LookupBits - length);
                table._lookup.AsSpan(first, 1 << (LookupBits - length)).Fill((ushort)((length << 8) | symbols[place + i]));
            }

            code += count;
            place += count;
            table._limit[length] = code << (LongestCode - length);
            code <<= 1;
        }

        table._limit[LongestCode + 1] = int.MaxValue;
        return table;
    }

    /// <summary>The length of the code at the beginning of 16 bits, and its symbol.</summary>
    /// <returns>The symbol, or −1 where no code begins like this.</returns>
    public int Decode(int bits, out int length)
    {
        int entry = _lookup[bits >> (LongestCode - LookupBits)];
        if (entry != 0)
        {
            length = entry >> 8;
            return entry & 0xFF;
        }

        length = LookupBits + 1;
        while (bits >= _limit[length])
        {
            length++;
        }

        if (length > LongestCode)
        {
            return -1;
        }

        return _symbols[(bits >> (LongestCode - length)) + _offset[length]];
    }
}
