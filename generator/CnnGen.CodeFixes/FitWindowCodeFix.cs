using System.Collections.Immutable;
using System.Composition;
using System.Globalization;
using CnnGen.Generator.Analyzers;
using CnnGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace CnnGen.CodeFixes;

/// <summary>Repairs a window that is larger than its input: with the largest that fits, or with the padding that keeps the size.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FitWindowCodeFix))]
[Shared]
public sealed class FitWindowCodeFix : CodeFixProvider
{
    internal const string UseLargestWindow = nameof(UseLargestWindow);
    internal const string KeepSize = nameof(KeepSize);

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.WindowDoesNotFit];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        Document document = context.Document;
        SyntaxNode? root = await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (!RepairProperties.CanRepair(context.Diagnostics[0].Properties)
            || root?.FindNode(context.Span, getInnermostNodeForTie: true) is not ExpressionSyntax size
            || size.FirstAncestorOrSelf<AttributeSyntax>() is not { } attribute)
        {
            return;
        }

        if (RepairProperties.LargestWindowOf(context.Diagnostics[0].Properties) is { } largest)
        {
            context.RegisterCodeFix(
                CodeAction.Create(
                    $"Use a size of {largest}, the largest that fits",
                    _ => Task.FromResult(WithSize(document, root, size, largest)),
                    UseLargestWindow),
                context.Diagnostics);
        }

        context.RegisterCodeFix(
            CodeAction.Create("Set Padding = Padding.Same", _ => Task.FromResult(WithSamePadding(document, root, attribute)), KeepSize),
            context.Diagnostics);
    }

    private static Document WithSize(Document document, SyntaxNode root, ExpressionSyntax size, string largest)
    {
        SyntaxToken literal = SyntaxFactory.Literal(int.Parse(largest, CultureInfo.InvariantCulture));
        ExpressionSyntax replacement = SyntaxFactory.LiteralExpression(SyntaxKind.NumericLiteralExpression, literal).WithTriviaFrom(size);
        return document.WithSyntaxRoot(root.ReplaceNode(size, replacement));
    }

    /// <summary>Same decides both sides of both axes, so that every other padding goes.</summary>
    private static Document WithSamePadding(Document document, SyntaxNode root, AttributeSyntax attribute)
    {
        AttributeArgumentListSyntax list = attribute.ArgumentList!;
        IEnumerable<AttributeArgumentSyntax> others = list.Arguments.Where(argument =>
            argument.NameEquals?.Name.Identifier.ValueText.StartsWith("Padding", StringComparison.Ordinal) != true);
        AttributeArgumentSyntax same =
            SyntaxFactory.AttributeArgument(SyntaxFactory.ParseExpression("global::CnnGen.Padding.Same").WithAdditionalAnnotations(Simplifier.Annotation))
                .WithNameEquals(SyntaxFactory.NameEquals(SyntaxFactory.IdentifierName("Padding").WithTrailingTrivia(SyntaxFactory.Space))
                    .WithEqualsToken(SyntaxFactory.Token(SyntaxKind.EqualsToken).WithTrailingTrivia(SyntaxFactory.Space)));
        List<AttributeArgumentSyntax> arguments = [.. others.Select(argument => argument.WithoutTrivia()), same];
        IEnumerable<SyntaxToken> commas =
            Enumerable.Repeat(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space), arguments.Count - 1);
        AttributeArgumentListSyntax repaired = list.WithArguments(SyntaxFactory.SeparatedList(arguments, commas));
        return document.WithSyntaxRoot(root.ReplaceNode(list, repaired));
    }
}
