using System.Collections.Immutable;
using CnnGen.Generator.Tests.Compilation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace CnnGen.Generator.Tests.CodeFixes;

/// <summary>Applies a code fix as the editor does: analyzer, fix, changed solution.</summary>
internal static class CodeFixRun
{
    /// <summary>The source after the fix with this title is applied to the first diagnostic it can repair. The result must compile.</summary>
    public static async Task<string> Apply(string source, CodeFixProvider provider, string title)
    {
        using AdhocWorkspace workspace = new();
        Document document = OpenDocument(workspace, source);
        CodeAction action = (await Actions(document, provider)).First(candidate => candidate.Title == title);

        ImmutableArray<CodeActionOperation> operations = await action.GetOperationsAsync(CancellationToken.None);
        Solution changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution;
        Document repaired = changed.GetDocument(document.Id)!;
        Microsoft.CodeAnalysis.Compilation compilation = (await repaired.Project.GetCompilationAsync())!;
        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        return (await repaired.GetTextAsync()).ToString();
    }

    /// <summary>The titles that are offered for a program.</summary>
    public static async Task<IReadOnlyList<string>> Titles(string source, CodeFixProvider provider)
    {
        using AdhocWorkspace workspace = new();
        return (await Actions(OpenDocument(workspace, source), provider)).Select(action => action.Title).ToList();
    }

    private static Document OpenDocument(AdhocWorkspace workspace, string source)
    {
        CSharpCompilation settings = TestCompilation.Create();
        Project project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "Digits", "Digits", LanguageNames.CSharp,
            compilationOptions: settings.Options, parseOptions: TestCompilation.ParseOptions, metadataReferences: settings.References));
        return workspace.AddDocument(project.Id, "Net.cs", SourceText.From(source));
    }

    private static async Task<List<CodeAction>> Actions(Document document, CodeFixProvider provider)
    {
        List<CodeAction> actions = [];
        CSharpCompilation compilation = (CSharpCompilation)(await document.Project.GetCompilationAsync())!;
        foreach (Diagnostic diagnostic in (await AnalyzerRun.Diagnostics(compilation)).Where(diagnostic =>
            provider.FixableDiagnosticIds.Contains(diagnostic.Id)))
        {
            await provider.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
        }

        return actions;
    }
}
