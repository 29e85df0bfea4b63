using CnnGen.Generator.Model;

namespace CnnGen.Generator.Emission;

/// <summary>Reads strings one after the other.</summary>
internal sealed class PartsReader(EquatableArray<string> parts) : TextReader
{
    private int _part;
    private int _at;

    public override int Peek() => FindText() ? parts[_part][_at] : -1;

    public override int Read() => FindText() ? parts[_part][_at++] : -1;

    public override int Read(char[] buffer, int index, int count)
    {
        int read = 0;
        while (read < count && FindText())
        {
            int length = Math.Min(count - read, parts[_part].Length - _at);
            parts[_part].CopyTo(_at, buffer, index + read, length);
            _at += length;
            read += length;
        }

        return read;
    }

    /// <summary>Goes on to the next part where this one is read.</summary>
    private bool FindText()
    {
        while (_part < parts.Count && _at == parts[_part].Length)
        {
            _part++;
            _at = 0;
        }

        return _part < parts.Count;
    }
}
