using System.Globalization;
using System.Text;

namespace CnnGen.Generator.Model;

/// <summary>
/// A layer's name as comments, tables and messages show it. Tensors keep what was written, which may be any text; here it is one line, of a length that
/// can be read, and distinct names stay distinct. An ordinary name is shown as it is.
/// </summary>
internal static class DisplayName
{
    private const int Longest = 100;
    private const int KeptAtEachEnd = 40;

    public static string Of(string name)
    {
        string text = Escaped(name, escapesQuotes: true);
        return text.Length <= Longest
            ? text
            : text.Substring(0, KeptAtEachEnd) + "…" + Fingerprint.Of(name) + "…" + text.Substring(text.Length - KeptAtEachEnd);
    }

    /// <summary>Text without what would end a line, or cannot stand in a file.</summary>
    public static string OneLine(string text) => Escaped(text, escapesQuotes: false);

    private static string Escaped(string text, bool escapesQuotes)
    {
        StringBuilder? escaped = null;
        for (int i = 0; i < text.Length; i++)
        {
            bool isPair = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            bool isPlain = isPair || !(escapesQuotes && text[i] is '"' or '\\' || IsUnprintable(text[i]));
            if (!isPlain)
            {
                escaped ??= new StringBuilder(text, 0, i, text.Length + 16);
                escaped.Append(text[i] is '"' or '\\' ? "\\" + text[i] : "\\u" + ((int)text[i]).ToString("X4", CultureInfo.InvariantCulture));
            }
            else
            {
                escaped?.Append(text, i, isPair ? 2 : 1);
            }

            i += isPair ? 1 : 0;
        }

        return escaped?.ToString() ?? text;
    }

    /// <summary>Ends of lines, what no XML may hold, halves of pairs, and what turns the direction of the text after it.</summary>
    private static bool IsUnprintable(char c) => c is '\uFFFE' or '\uFFFF' || CharUnicodeInfo.GetUnicodeCategory(c)
        is UnicodeCategory.Control
            or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.Surrogate;
}
