using System.Text;
using CnnGen.Generator.Model;
using Microsoft.CodeAnalysis.Text;

namespace CnnGen.Generator.Emission;

/// <summary>Strings one after the other as a text, without copying them.</summary>
internal sealed class PartsText : SourceText
{
    private readonly EquatableArray<string> _parts;

    // Where each part begins, and where the last one ends.
    private readonly int[] _starts;

    public PartsText(EquatableArray<string> parts)
    {
        _parts = parts;
        _starts = new int[parts.Count + 1];
        for (int i = 0; i < parts.Count; i++)
        {
            _starts[i + 1] = _starts[i] + parts[i].Length;
        }
    }

    public override Encoding Encoding => Encoding.UTF8;

    public override int Length => _starts[_parts.Count];

    public override char this[int position]
    {
        get
        {
            int part = PartAt(position);
            return _parts[part][position - _starts[part]];
        }
    }

    public override void CopyTo(int sourceIndex, char[] destination, int destinationIndex, int count)
    {
        if (sourceIndex < 0 || count < 0 || sourceIndex > Length - count)
        {
            throw new ArgumentOutOfRangeException(nameof(sourceIndex));
        }

        for (int part = PartAt(sourceIndex); count > 0; part++)
        {
            int at = sourceIndex - _starts[part];
            int length = Math.Min(count, _parts[part].Length - at);
            _parts[part].CopyTo(at, destination, destinationIndex, length);
            (sourceIndex, destinationIndex, count) = (sourceIndex + length, destinationIndex + length, count - length);
        }
    }

    /// <summary>The part that holds a position; of the empty ones before it, none.</summary>
    private int PartAt(int position)
    {
        (int low, int high) = (0, _parts.Count - 1);
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            (low, high) = _starts[middle] <= position ? (middle, high) : (low, middle - 1);
        }

        return low;
    }
}
