using System.Reflection;
using CnnGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Completion;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Host.Mef;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace CnnGen.Completions.Tests;

/// <summary>A project in Roslyn's editor services, with our assembly among its analyzers as the package puts it there.</summary>
internal sealed class Editor : IDisposable
{
    /// <summary>Stands in a source where the caret is.</summary>
    private const string Caret = "$$";

    private static readonly string s_assembly = Path.Combine(
        Repository.Root, "generator", "CnnGen.Completions", "bin", Repository.Configuration, "netstandard2.0", "CnnGen.Completions.dll");

    private static readonly MetadataReference[] s_references =
    [
        .. Directory.GetFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "System*.dll")
            .Where(file => !file.Contains(".Native.", StringComparison.Ordinal))
            .Append(typeof(NetworkAttribute).Assembly.Location)
            .Select(file => (MetadataReference)MetadataReference.CreateFromFile(file)),
    ];

    private readonly AdhocWorkspace _workspace = new(MefHostServices.DefaultHost);
    private readonly Document _document;
    private readonly CompletionService _service;
    private readonly int _caret;

    private Editor(string source)
    {
        _caret = source.IndexOf(Caret, StringComparison.Ordinal);
        Project project = _workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(),
            VersionStamp.Default,
            "Digits",
            "Digits",
            LanguageNames.CSharp,
            compilationOptions: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary),
            parseOptions: new CSharpParseOptions(LanguageVersion.Preview),
            metadataReferences: s_references,
            analyzerReferences: [new AnalyzerFileReference(s_assembly, new FolderLoader())]));
        _document = _workspace.AddDocument(project.Id, "Net.cs", SourceText.From(source.Remove(_caret, Caret.Length)));
        _service = CompletionService.GetService(_document)!;
    }

    /// <summary>What is offered at the caret: <c>name: description</c>, in the order in which it is shown.</summary>
    public static async Task<string[]> Offered(string source)
    {
        using Editor editor = new(source);
        IEnumerable<CompletionItem> sorted = (await editor.Items()).OrderBy(item => item.SortText, StringComparer.Ordinal);
        return [.. sorted.Select(item => $"{item.DisplayText}: {item.InlineDescription}")];
    }

    /// <summary>The source after an offer is taken.</summary>
    public static async Task<string> Take(string source, string name)
    {
        using Editor editor = new(source);
        CompletionItem item = Assert.Single(await editor.Items(), item => item.DisplayText == name);
        CompletionChange change = await editor._service.GetChangeAsync(editor._document, item);
        return (await editor._document.GetTextAsync()).WithChanges(change.TextChange).ToString();
    }

    /// <summary>Whether the list opens by itself when the character before the caret is typed.</summary>
    public static async Task<bool> Opens(string source)
    {
        using Editor editor = new(source);
        SourceText text = await editor._document.GetTextAsync();
        CompletionTrigger typed = CompletionTrigger.CreateInsertionTrigger(text[editor._caret - 1]);
        return editor._service.ShouldTriggerCompletion(text, editor._caret, typed)
            && await editor._service.GetCompletionsAsync(editor._document, editor._caret, typed) is { ItemsList.Count: > 0 };
    }

    public void Dispose() => _workspace.Dispose();

    private async Task<IReadOnlyList<CompletionItem>> Items() => (await _service.GetCompletionsAsync(_document, _caret)).ItemsList;

    /// <summary>Loads an assembly, and what it needs from its folder.</summary>
    private sealed class FolderLoader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) => Assembly.LoadFrom(fullPath);
    }
}
