using Microsoft.CodeAnalysis.CSharp;

namespace CnnGen.Tool.Import;

/// <summary>Names of classes from names of files and models: <c>mobilenet_v2-7</c> becomes <c>MobilenetV27</c>.</summary>
internal static class ClassNames
{
    public static string Of(string text)
    {
        string name = string.Concat(text.Split([.. text.Where(letter => !char.IsAsciiLetterOrDigit(letter)).Distinct()], StringSplitOptions.RemoveEmptyEntries)
            .Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        return name.Length == 0 ? "Network" : SyntaxFacts.IsValidIdentifier(name) ? name : "Network" + name;
    }
}
