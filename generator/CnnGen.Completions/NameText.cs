using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CnnGen.Completions;

/// <summary>A text in an argument of an attribute on a class, which may be the name of a layer.</summary>
/// <param name="Attribute">The attribute.</param>
/// <param name="Argument">The argument whose value, or an element of whose list, the text is.</param>
/// <param name="Declaration">The class.</param>
/// <param name="Span">What stands between the quotes; up to the caret where the second is missing.</param>
internal sealed record NameText(AttributeSyntax Attribute, AttributeArgumentSyntax Argument, TypeDeclarationSyntax Declaration, TextSpan Span)
{
    private const string Quote = "\"";

    /// <summary>The text in which the caret is, or null.</summary>
    public static NameText? At(SyntaxNode root, int caret)
    {
        if (caret == 0 || root.FindToken(caret - 1) is not { RawKind: (int)SyntaxKind.StringLiteralToken } token)
        {
            return null;
        }

        int start = token.SpanStart + token.Text.IndexOf(Quote, StringComparison.Ordinal) + Quote.Length;
        bool isClosed = token.Span.End > start && token.Text.EndsWith(Quote, StringComparison.Ordinal);
        int end = isClosed ? token.Span.End - Quote.Length : caret;
        return caret >= start && caret <= end
            && token.Parent?.FirstAncestorOrSelf<AttributeArgumentSyntax>() is { Parent.Parent: AttributeSyntax attribute } argument
            && attribute.Parent is { Parent: TypeDeclarationSyntax declaration }
            ? new NameText(attribute, argument, declaration, TextSpan.FromBounds(start, end))
            : null;
    }
}
