using System.Collections.Immutable;
using System.Composition;
using CnnGen.Generator.Graph;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Completion;
using Microsoft.CodeAnalysis.Options;
using Microsoft.CodeAnalysis.Tags;
using Microsoft.CodeAnalysis.Text;

namespace CnnGen.Completions;

/// <summary>Offers the names of layers and labels of outputs inside the texts that take them, each with its layer and shape.</summary>
[ExportCompletionProvider(nameof(LayerNameCompletions), LanguageNames.CSharp)]
[Shared]
public sealed class LayerNameCompletions : CompletionProvider
{
    private const char Quote = '"';

    /// <summary>A quote ends the text, and nothing else does: names may have points in them.</summary>
    private static readonly CompletionItemRules s_rules = CompletionItemRules.Create(
        filterCharacterRules: [CharacterSetModificationRule.Create(CharacterSetModificationKind.Add, '.', '-')],
        commitCharacterRules: [CharacterSetModificationRule.Create(CharacterSetModificationKind.Replace, Quote)]);

    /// <inheritdoc/>
    public override bool ShouldTriggerCompletion(SourceText text, int caretPosition, CompletionTrigger trigger, OptionSet options) =>
        trigger.Kind == CompletionTriggerKind.Insertion
        && (trigger.Character == Quote || (caretPosition > 1 && char.IsLetterOrDigit(trigger.Character) && text[caretPosition - 2] == Quote));

    /// <inheritdoc/>
    public override async Task ProvideCompletionsAsync(CompletionContext context)
    {
        CancellationToken cancellation = context.CancellationToken;
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        if (root is null
            || NameText.At(root, context.Position) is not { } text
            || await context.Document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model)
        {
            return;
        }

        ImmutableArray<LayerName> names = NameSources.For(text, model, cancellation);
        if (names.IsEmpty)
        {
            return;
        }

        context.CompletionListSpan = text.Span;
        context.IsExclusive = true;
        context.AddItems(names.Select(Item));
    }

    /// <inheritdoc/>
    public override Task<CompletionDescription?> GetDescriptionAsync(Document document, CompletionItem item, CancellationToken cancellationToken) =>
        Task.FromResult<CompletionDescription?>(CompletionDescription.FromText(item.InlineDescription));

    /// <summary>Labels were made to be named, so they come first; then what is nearest.</summary>
    private static CompletionItem Item(LayerName name, int distance) => CompletionItem.Create(
        name.Text,
        sortText: $"{(name.IsLabel ? 0 : 1)}{distance:D6}",
        tags: [name.IsLabel ? WellKnownTags.Label : WellKnownTags.Field],
        rules: s_rules,
        inlineDescription: name.Description);
}
