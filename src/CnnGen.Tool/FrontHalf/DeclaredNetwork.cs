using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Graph;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CnnGen.Tool.FrontHalf;

/// <summary>A network as it is declared in C#: the front half of the generator without the rest.</summary>
/// <param name="Name">The class's name.</param>
/// <param name="Graph">Its layers; null where something is wrong.</param>
/// <param name="Diagnostics">What is wrong or worth knowing, with its place.</param>
internal sealed record DeclaredNetwork(string Name, NetworkGraph? Graph, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>What is wrong, a line each.</summary>
    public IReadOnlyList<string> Errors => [.. Diagnostics.Where(IsError).Select(error => error.ToString())];

    /// <summary>What a compiled network would say of itself, as far as a picture needs it; null where something is wrong.</summary>
    public NetworkInfo? Info => Graph is null ? null : new NetworkInfo
    {
        Name = Name,
        InputHeight = Graph.Input.Shape.Height,
        InputWidth = Graph.Input.Shape.Width,
        InputChannels = Graph.Input.Shape.Channels,
        OutputLength = Graph.OutputLength,
        ParameterCount = Graph.ParameterCount,
        MultiplyAdds = Graph.MultiplyAdds,
        ArenaBytes = 0,
        Summary = string.Join('\n', NetworkTable.Lines(Name, Graph)),
        Parameters = [],
    };

    /// <summary>The networks of these sources, in their order.</summary>
    /// <param name="compilation">The sources.</param>
    /// <param name="path">The file whose networks are meant; null for all.</param>
    /// <param name="cancellation">Ends it early.</param>
    public static IReadOnlyList<DeclaredNetwork> Of(CSharpCompilation compilation, string? path = null, CancellationToken cancellation = default)
    {
        List<DeclaredNetwork> networks = [];
        SyntaxTree[] trees = [.. compilation.SyntaxTrees.Where(tree => path is null || tree.FilePath == path)];
        Diagnostic[] syntax = [.. trees.SelectMany(tree => tree.GetDiagnostics(cancellation)).Where(IsError)];
        foreach (SyntaxTree tree in trees)
        {
            SemanticModel model = compilation.GetSemanticModel(tree);
            foreach (ClassDeclarationSyntax declaration in tree.GetRoot(cancellation).DescendantNodes().OfType<ClassDeclarationSyntax>())
            {
                if (declaration.AttributeLists.Count > 0
                    && model.GetDeclaredSymbol(declaration, cancellation) is { } type
                    && NetworkParser.IsFirstDeclaration(type, declaration, cancellation))
                {
                    networks.Add(Of(type, syntax, cancellation));
                }
            }
        }

        return networks;
    }

    private static DeclaredNetwork Of(INamedTypeSymbol type, Diagnostic[] syntax, CancellationToken cancellation)
    {
        ParsedNetwork parsed = NetworkParser.Parse(type, cancellation);
        GraphResult result = GraphBuilder.Build(parsed.Spec, cancellation);
        IEnumerable<Diagnostic> problems = result.Problems.Select(problem => Diagnostic.Create(
            DiagnosticCatalog.Find(problem.Id),
            parsed.Sources.Find(problem.Layer, problem.Argument, problem.Element),
            problem.MessageArguments.ToArray<object>()));
        Diagnostic[] diagnostics = [.. syntax, .. parsed.DeclarationProblems, .. problems];
        return new DeclaredNetwork(type.Name, diagnostics.Any(IsError) ? null : result.Graph, diagnostics);
    }

    private static bool IsError(Diagnostic diagnostic) => diagnostic.Severity == DiagnosticSeverity.Error;
}
