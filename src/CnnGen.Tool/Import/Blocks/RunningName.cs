using System.Globalization;

namespace CnnGen.Tool.Import.Blocks;

/// <summary>Names that count: <c>layer3.1</c>, <c>layer3.2</c>, …</summary>
/// <param name="Before">What stands before the number.</param>
/// <param name="First">The first number.</param>
/// <param name="Behind">What stands behind it.</param>
internal sealed record RunningName(string Before, int First, string Behind)
{
    /// <summary>As <c>Name</c> of a layer that is repeated says it.</summary>
    public string Source => First == 0 ? $"{Before}{{index}}{Behind}" : FormattableString.Invariant($"{Before}{{index + {First}}}{Behind}");

    /// <summary>The name at a place, from 0 on.</summary>
    public string At(int index) => FormattableString.Invariant($"{Before}{First + index}{Behind}");

    /// <summary>What two names behind each other count by, or null where they do not.</summary>
    public static RunningName? Of(string first, string second)
    {
        int start = first.Zip(second).TakeWhile(pair => pair.First == pair.Second).Count();
        while (start > 0 && char.IsAsciiDigit(first[start - 1]))
        {
            start--;
        }

        string digits = string.Concat(first.Skip(start).TakeWhile(char.IsAsciiDigit));
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number == int.MaxValue)
        {
            return null;
        }

        RunningName name = new(first[..start], number, first[(start + digits.Length)..]);
        return name.At(0) == first && name.At(1) == second ? name : null;
    }
}
