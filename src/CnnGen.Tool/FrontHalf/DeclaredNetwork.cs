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
/// <param name="Errors">What is wrong, with its place.</param>
internal sealed record DeclaredNetwork(string Name, NetworkGraph? Graph, IReadOnlyList<string> Errors)
{
    /// <summary>The networks of these sources, in their order.</summary>
    /// <param name="compilation">The sources.</param>
    /// <param name="path">The file whose networks are meant; null for all.</param>
    /// <param name="cancellation">Ends it early.</param>
    public static IReadOnlyList<DeclaredNetwork> Of(CSharpCompilation compilation, string? path = null, CancellationToken cancellation = default)
    {
        List<DeclaredNetwork> networks = [];
        SyntaxTree[] trees = [.. compilation.SyntaxTrees.Where(tree => path is null || tree.FilePath == path)];
        string[] syntax = [.. trees.SelectMany(tree => tree.GetDiagnostics(cancellation)).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(Text)];
        foreach (SyntaxTree tree in trees)
        {
            SemanticModel model = compilation.GetSemanticModel(tree);
            foreach (ClassDeclarationSyntax declaration in tree.GetRoot(cancellation).DescendantNodes().OfType<ClassDeclarationSyntax>())
            {
                if (declaration.AttributeLists.Count > 0 && model.GetDeclaredSymbol(declaration, cancellation) is { } type && NetworkParser.IsFirstDeclaration(type, declaration, cancellation))
                {
                    networks.Add(Of(type, syntax, cancellation));
                }
            }
        }

        return networks;
    }

    private static DeclaredNetwork Of(INamedTypeSymbol type, string[] syntax, CancellationToken cancellation)
    {
        ParsedNetwork parsed = NetworkParser.Parse(type, cancellation);
        GraphResult result = GraphBuilder.Build(parsed.Spec, cancellation);
        IEnumerable<Diagnostic> problems = result.Problems.Select(problem => Diagnostic.Create(
            DiagnosticCatalog.Find(problem.Id),
            parsed.Sources.Find(problem.Layer, problem.Argument, problem.Element),
            problem.MessageArguments.ToArray<object>()));
        string[] errors =
        [
            .. syntax,
            .. parsed.DeclarationProblems.Concat(problems).Where(problem => problem.Severity == DiagnosticSeverity.Error).Select(Text),
        ];
        return new DeclaredNetwork(type.Name, errors.Length == 0 ? result.Graph : null, errors);
    }

    private static string Text(Diagnostic diagnostic) => diagnostic.ToString();
}
