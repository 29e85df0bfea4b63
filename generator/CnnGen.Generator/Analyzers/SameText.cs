using CnnGen.Generator.Model;

namespace CnnGen.Generator.Analyzers;

/// <summary>
/// One object for equal texts: the compiler prints equal diagnostics once, and holds two whose arguments are different objects for different.
/// </summary>
internal static class SameText
{
    private const int Remembered = 1024;

    private static readonly RecentValues<string, string> s_texts = new(Remembered);

    public static string Of(string text) => s_texts.Get(text, () => text);
}
