using CnnGen.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CnnGen.Tool.FrontHalf;

/// <summary>C# of a network in memory: what a build of a user's project would see.</summary>
internal static class SourceCompiler
{
    private static readonly CSharpParseOptions s_parseOptions = new(LanguageVersion.CSharp14);

    private static readonly CSharpCompilationOptions s_options = new(
        OutputKind.DynamicallyLinkedLibrary,
        optimizationLevel: OptimizationLevel.Release,
        allowUnsafe: true,
        nullableContextOptions: NullableContextOptions.Enable);

    private static readonly Lazy<MetadataReference[]> s_references = new(References);

    /// <summary>The sources alone, by the paths that messages name.</summary>
    public static CSharpCompilation Compilation(params IEnumerable<(string Path, string Text)> sources) => CSharpCompilation.Create(
        "Networks",
        [ImplicitUsings(), .. sources.Select(source => CSharpSyntaxTree.ParseText(source.Text, s_parseOptions, source.Path))],
        s_references.Value,
        s_options);

    /// <summary>Adds what the generator makes of them, for one width of vectors.</summary>
    public static Compilation Generate(CSharpCompilation compilation, int vectorBits, CancellationToken cancellation)
    {
        CSharpGeneratorDriver.Create([new CnnGenerator().AsSourceGenerator()], parseOptions: s_parseOptions, optionsProvider: new BuildProperty(vectorBits))
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation generated, out _, cancellation);
        return generated;
    }

    private static SyntaxTree ImplicitUsings() =>
        CSharpSyntaxTree.ParseText("global using System; global using System.Collections.Generic; global using System.Linq;", s_parseOptions);

    private static MetadataReference[] References()
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string trusted = (string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "";
        IEnumerable<string> paths = trusted.Split(Path.PathSeparator).Where(path => Path.GetDirectoryName(path) == framework);
        return [.. paths.Append(typeof(NetworkAttribute).Assembly.Location).Select(path => MetadataReference.CreateFromFile(path))];
    }
}
