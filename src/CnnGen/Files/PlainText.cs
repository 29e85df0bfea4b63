using System.Globalization;
using System.Text;

namespace CnnGen.Files;

/// <summary>
/// Text for a message, which may hold names from strangers' files: nothing in it breaks a line, drives a terminal or turns the direction of what follows.
/// </summary>
internal static class PlainText
{
    private const char Replacement = '?';

    /// <summary>The text with a question mark for each control or format character, separator of lines or paragraphs, and half of a surrogate pair.</summary>
    public static string Of(string text)
    {
        StringBuilder? plain = null;
        for (int i = 0; i < text.Length;)
        {
            bool isWhole = Rune.TryGetRuneAt(text, i, out Rune rune);
            int length = isWhole ? rune.Utf16SequenceLength : 1;
            if (!isWhole || IsRefused(Rune.GetUnicodeCategory(rune)))
            {
                plain ??= new StringBuilder(text, 0, i, text.Length);
                plain.Append(Replacement);
            }
            else
            {
                plain?.Append(text, i, length);
            }

            i += length;
        }

        return plain?.ToString() ?? text;
    }

    private static bool IsRefused(UnicodeCategory category) =>
        category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
