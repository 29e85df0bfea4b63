using CnnGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace CnnGen.Generator.Tests.Architecture;

/// <summary>No line of code is longer than <c>.editorconfig</c> says, which no formatter checks. A text in quotes may be.</summary>
public sealed class LineLengthTests
{
    private const int Longest = 160;

    [Fact]
    public void NoLineOfCode_IsLongerThanAScreen()
    {
        string[] folders = ["generator", "src", "samples", "tests"];
        IEnumerable<string> files = folders
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !IsMade(Path.GetRelativePath(Repository.Root, file)));
        string[] tooLong = [.. files.SelectMany(file => LongLines(file, File.ReadAllText(file)))];

        Assert.True(tooLong.Length == 0, string.Join("\n", tooLong));
    }

    [Fact]
    public void OnlyTexts_MayBeLonger()
    {
        string digits = new('2', Longest);
        Assert.Empty(LongLines("A.cs", "int a = 1;"));
        Assert.Empty(LongLines("A.cs", $"string a = \"{digits}\";"));
        Assert.Single(LongLines("A.cs", $"int a = 1 + {digits};"));
        Assert.Single(LongLines("A.cs", $"// {digits}"));
    }

    private static IEnumerable<string> LongLines(string file, string text)
    {
        SourceText source = SourceText.From(text);
        TextLine[] lines = [.. source.Lines.Where(line => line.Span.Length > Longest)];
        if (lines.Length == 0)
        {
            return [];
        }

        SyntaxNode root = CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Preview)).GetRoot();
        return lines.Where(line => !IsText(root.FindToken(line.Start + Longest), line.Start + Longest))
            .Select(line => FormattableString.Invariant($"{file}({line.LineNumber + 1}): {line.Span.Length} characters"));
    }

    private static bool IsText(SyntaxToken token, int position) =>
        token.Span.Contains(position)
        && (token.Kind() is SyntaxKind.StringLiteralToken
            or SyntaxKind.InterpolatedStringTextToken
            or SyntaxKind.SingleLineRawStringLiteralToken
            or SyntaxKind.MultiLineRawStringLiteralToken
            || token.Parent?.FirstAncestorOrSelf<Microsoft.CodeAnalysis.CSharp.Syntax.InterpolatedStringExpressionSyntax>() is not null);

    /// <summary>What the compiler made, and accepted texts of generated code, which have rules of their own.</summary>
    private static bool IsMade(string path) =>
        path.Split(Path.DirectorySeparatorChar) is var parts
            && (parts.Contains("obj") || parts.Contains("bin") || parts.Contains("artifacts") || path.EndsWith(".verified.cs", StringComparison.Ordinal)
                || path.EndsWith(".received.cs", StringComparison.Ordinal));
}
