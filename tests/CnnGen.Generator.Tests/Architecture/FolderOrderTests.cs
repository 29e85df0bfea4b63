using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;
using Xunit.Abstractions;

namespace CnnGen.Generator.Tests.Architecture;

/// <summary>Arrows between the folders of the generator go one way: each folder reads those above it in this table and no others.</summary>
public sealed class FolderOrderTests(ITestOutputHelper output)
{
    /// <summary>From what knows nothing to what knows everything. A folder may use any folder before it.</summary>
    private static readonly string[] s_order =
    [
        "Diagnostics",                                // ids and texts
        "Model",                                      // what was written, without symbols
        "Loops",                                      // loop IR and its legality
        "Ir",                                         // nodes, graph, shapes, gradients, legality
        "Operators.Reading",                          // from arguments to operators
        "Operators.Activations",
        "Operators.Losses",
        "Operators.Shapes",
        "Operators.Normalization",
        "Operators.Pooling",
        "Operators.Convolutions",
        "Operators",                                  // the list of layers
        "Parsing",                                    // the last place that sees a symbol
        "Blocks",
        "Graph",                                      // from a spec to the IR
        "Passes",                                     // from graph to graph
        "Machine",                                    // target, machine model, layouts, the base of a schedule
        "Program",                                    // kernels, arena, packing, entry points
        "Algorithms",                                 // the base of an algorithm
        "Algorithms.Elementwise",
        "Algorithms.Layouts",
        "Algorithms.Activations",
        "Algorithms.Normalization",
        "Algorithms.Pooling",
        "Algorithms.Convolutions.Microkernel",        // the register tile and its one writer
        "Algorithms.Convolutions.Direct",
        "Algorithms.Gemm",
        "Algorithms.Convolutions.Gradients",
        "Algorithms.Convolutions.Depthwise",
        "Algorithms.Convolutions.Grouped",
        "Algorithms.Convolutions.Winograd",
        "Algorithms.Convolutions.Planar",
        "Algorithms.Convolutions.Strassen",
        "Algorithms.Convolutions.Transposed",
        "Algorithms.Convolutions.Reference",
        "Algorithms.Losses",
        "Planning",                                   // the list of algorithms, the cheapest, layouts
        "Emission",                                   // C#
        "Compilation",                                // orchestration
        "Analyzers",
        "",                                           // the pipeline
    ];

    // Emission prints a program. It needs nothing of how one came about.
    private static readonly string[] s_seenByEmission = ["Model", "Loops", "Ir", "Operators", "Graph", "Machine", "Program", "Diagnostics"];

    private const string Root = "CnnGen.Generator";

    // What ImplicitUsings gives the generator's own project.
    private const string GlobalUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading;";

    private static readonly CSharpParseOptions s_parseOptions = new(LanguageVersion.Preview);

    private static readonly Lazy<SortedDictionary<(string From, string To), SortedSet<string>>> s_arrows = new(Arrows);

    [Fact]
    public void ArrowsGoOneWay()
    {
        SortedDictionary<(string From, string To), SortedSet<string>> arrows = s_arrows.Value;
        output.WriteLine(Table(arrows));
        List<string> wrong = [];
        foreach (((string from, string to), SortedSet<string> uses) in arrows)
        {
            int place = Array.IndexOf(s_order, from);
            int above = Array.IndexOf(s_order, to);
            if (place < 0 || above < 0)
            {
                wrong.Add($"{(place < 0 ? from : to)} is missing in the table of folders.");
            }
            else if (above > place)
            {
                wrong.Add($"{from} uses {to}, which stands below it: {string.Join(", ", uses.Take(5))}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    [Fact]
    public void EmissionSeesNoAlgorithmAndNoPlan()
    {
        IEnumerable<string> seen = s_arrows.Value.Keys.Where(arrow => arrow.From == "Emission").Select(arrow => arrow.To);
        Assert.DoesNotContain(seen, folder => !s_seenByEmission.Contains(folder.Split('.')[0]));
    }

    [Fact]
    public void EveryFolderIsItsNamespace()
    {
        foreach (SyntaxTree tree in Sources())
        {
            string? name = tree.GetRoot().DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault()?.Name.ToString();
            if (name is null || name.StartsWith("System", StringComparison.Ordinal))
            {
                continue;
            }

            string folder = Path.GetRelativePath(GeneratorFolder(), Path.GetDirectoryName(tree.FilePath)!).Replace(Path.DirectorySeparatorChar, '.');
            Assert.Equal(folder == "." ? Root : $"{Root}.{folder}", name);
        }
    }

    /// <summary>Which folder uses which, with examples: what the compiler binds, so that a name that two folders know counts for the right one.</summary>
    private static SortedDictionary<(string From, string To), SortedSet<string>> Arrows()
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Generator",
            Sources().Append(CSharpSyntaxTree.ParseText(GlobalUsings, s_parseOptions)),
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        SortedDictionary<(string, string), SortedSet<string>> arrows = [];
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            SemanticModel model = compilation.GetSemanticModel(tree);
            foreach (SimpleNameSyntax name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
            {
                INamedTypeSymbol? type = model.GetSymbolInfo(name).Symbol switch
                {
                    INamedTypeSymbol named => named,
                    IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.ReducedExtension or MethodKind.Ordinary } method => method.ContainingType,
                    { ContainingType: { } owner } => owner,
                    _ => null,
                };
                string? from = Folder(model.GetEnclosingSymbol(name.SpanStart));
                string? to = Folder(type);
                if (from is not null && to is not null && from != to && type!.DeclaringSyntaxReferences.Length > 0)
                {
                    if (!arrows.TryGetValue((from, to), out SortedSet<string>? uses))
                    {
                        arrows.Add((from, to), uses = []);
                    }

                    uses.Add($"{Path.GetFileNameWithoutExtension(tree.FilePath)} → {type.Name}");
                }
            }
        }

        return arrows;
    }

    private static string? Folder(ISymbol? symbol)
    {
        string name = (symbol as INamespaceSymbol ?? symbol?.ContainingNamespace)?.ToDisplayString() ?? "";
        return name == Root ? "" : name.StartsWith(Root + ".", StringComparison.Ordinal) ? name[(Root.Length + 1)..] : null;
    }

    private static string Table(SortedDictionary<(string From, string To), SortedSet<string>> arrows)
    {
        StringBuilder table = new();
        foreach (string folder in s_order)
        {
            IEnumerable<string> above = arrows.Where(arrow => arrow.Key.From == folder)
                .OrderBy(arrow => Array.IndexOf(s_order, arrow.Key.To))
                .Select(arrow => $"{arrow.Key.To} {arrow.Value.Count}");
            table.Append((folder.Length == 0 ? "(pipeline)" : folder).PadRight(38)).Append("→ ").AppendJoin(", ", above).Append('\n');
        }

        return table.ToString();
    }

    private static IEnumerable<SyntaxTree> Sources()
    {
        foreach (string file in Directory.EnumerateFiles(GeneratorFolder(), "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            string[] parts = Path.GetRelativePath(GeneratorFolder(), file).Split(Path.DirectorySeparatorChar);
            if (parts[0] is not ("bin" or "obj"))
            {
                yield return CSharpSyntaxTree.ParseText(File.ReadAllText(file), s_parseOptions, file);
            }
        }
    }

    private static string GeneratorFolder()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "CnnGen.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return Path.Combine(folder ?? throw new InvalidOperationException("The repository was not found."), "generator", "CnnGen.Generator");
    }
}
