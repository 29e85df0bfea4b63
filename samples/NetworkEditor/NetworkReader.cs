using CnnGen.Tool.FrontHalf;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Networks.Diagrams;

namespace CnnGen.Samples.NetworkEditor;

/// <summary>The front half of the generator in the page: from C# to shapes and diagnostics. Nothing is emitted and nothing is run.</summary>
internal static class NetworkReader
{
    private const string FileName = "network.cs";

    private static readonly CSharpParseOptions s_parseOptions = new(LanguageVersion.CSharp14);

    // One thread is all that a page has.
    private static readonly CSharpCompilation s_empty = CSharpCompilation.Create(
        "Networks",
        references: [Reference("System.Runtime"), Reference("CnnGen")],
        options: new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            concurrentBuild: false,
            nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>Reads a text.</summary>
    /// <param name="text">C#, with one network or several.</param>
    public static Reading Read(string text)
    {
        CSharpCompilation compilation = s_empty.AddSyntaxTrees(CSharpSyntaxTree.ParseText(text, s_parseOptions, FileName));
        IReadOnlyList<DeclaredNetwork> declared = DeclaredNetwork.Of(compilation, FileName);
        IEnumerable<Diagnostic> compilers = compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Problem[] problems =
        [
            .. compilers.Concat(declared.SelectMany(network => network.Diagnostics))
                .Where(diagnostic => diagnostic.Severity != DiagnosticSeverity.Hidden)
                .Select(ProblemOf)
                .Distinct()
                .OrderBy(problem => problem.Start),
        ];
        ReadNetwork[] networks =
        [
            .. from network in declared
               let info = network.Info
               where info is not null
               select new ReadNetwork(network.Name, info.Summary, NetworkDiagram.Draw(info)),
        ];
        return new Reading(networks, problems);
    }

    private static Problem ProblemOf(Diagnostic diagnostic) => new(
        diagnostic.Id,
        diagnostic.Severity.ToString().ToLowerInvariant(),
        diagnostic.GetMessage(),
        diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1,
        diagnostic.Location.SourceSpan.Start,
        diagnostic.Location.SourceSpan.End);

    private static PortableExecutableReference Reference(string name)
    {
        using Stream stream = typeof(NetworkReader).Assembly.GetManifestResourceStream(name + ".reference")!;
        return MetadataReference.CreateFromStream(stream);
    }
}
