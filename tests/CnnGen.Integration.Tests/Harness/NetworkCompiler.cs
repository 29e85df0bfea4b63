using System.Collections.Immutable;
using CnnGen.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace CnnGen.Integration.Tests.Harness;

/// <summary>From the source of a network to something that can be called: what a build of a user's project does, in memory.</summary>
internal static class NetworkCompiler
{
    // DocumentationMode.Diagnose: public members without documentation (CS1591) would be warnings in a user's library.
    private static readonly CSharpParseOptions s_parseOptions = new(LanguageVersion.CSharp14, DocumentationMode.Diagnose);

    private static readonly CSharpCompilationOptions s_options = new(
        OutputKind.DynamicallyLinkedLibrary,
        optimizationLevel: OptimizationLevel.Release,
        allowUnsafe: true,
        warningLevel: 9999,
        nullableContextOptions: NullableContextOptions.Enable);

    private static readonly MetadataReference[] s_references = References();

    private static readonly Lazy<ImmutableArray<DiagnosticAnalyzer>> s_analyzers = new(() =>
        [.. typeof(CnnGenerator).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsAbstract)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)]);

    /// <summary>Compiles the only network of a source.</summary>
    /// <param name="source">One file with <c>using CnnGen;</c> and a partial class.</param>
    /// <param name="bits">The only vector width to emit; null for all widths, chosen at run time.</param>
    public static CompiledNetwork Compile(string source, VectorBits? bits = null) => Compile(source, new CnnGenerator(), bits);

    /// <summary>Compiles with another generator: tests of the harness itself.</summary>
    public static CompiledNetwork Compile(string source, IIncrementalGenerator generator, VectorBits? bits) =>
        Assert.Single(CompileAll(source, generator, bits));

    /// <summary>Compiles all networks of a source, in the order of their names.</summary>
    public static CompiledNetwork[] CompileAll(string source, VectorBits? bits) => CompileAll(source, new CnnGenerator(), bits);

    /// <summary>The source with what the generator adds to it.</summary>
    public static CSharpCompilation Generate(string source) => Generate(source, BuildProperties.Of(null));

    /// <summary>The source with what the generator adds to it in a project with such properties.</summary>
    public static CSharpCompilation Generate(string source, BuildProperties properties) =>
        GeneratorRun.Run(new CnnGenerator(), Compilation(source), properties);

    /// <summary>What the analyzers beside the generator say about a source.</summary>
    public static ImmutableArray<Diagnostic> Diagnose(string source)
    {
        Assert.NotEmpty(s_analyzers.Value);
        var options = new AnalyzerOptions([], BuildProperties.Of(null));
        return Compilation(source).WithAnalyzers(s_analyzers.Value, options).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();
    }

    /// <summary>The source alone, before any generator ran.</summary>
    public static CSharpCompilation Compilation(string source) =>
        CSharpCompilation.Create("Networks", [CSharpSyntaxTree.ParseText(source, s_parseOptions, "Network.cs")], s_references, s_options);

    /// <summary>Compiles the only network of a source, whose training takes the whole batch through each layer.</summary>
    public static CompiledNetwork CompileWholeBatch(string source, VectorBits? bits) =>
        Assert.Single(CompileAll(source, new CnnGenerator(), BuildProperties.Of(bits, wholeBatch: true)));

    // Networks of tests are small and would train in shards: every other one, whichever its text says, goes through the stages of large networks.
    private static CompiledNetwork[] CompileAll(string source, IIncrementalGenerator generator, VectorBits? bits) =>
        CompileAll(source, generator, BuildProperties.Of(bits, wholeBatch: source.Length % 2 == 0));

    private static CompiledNetwork[] CompileAll(string source, IIncrementalGenerator generator, BuildProperties properties)
    {
        CSharpCompilation compilation = GeneratorRun.Run(generator, Compilation(source), properties);
        string[] generated = [.. compilation.SyntaxTrees.Skip(1).Select(tree => tree.ToString())];
        IEnumerable<Type> networks = CompiledSource.Load(compilation).GetTypes().Where(type => type.IsDefined(typeof(NetworkAttribute), inherit: false));
        return [.. networks.OrderBy(type => type.Name, StringComparer.Ordinal).Select(type => CompiledNetwork.Of(type, generated))];
    }

    private static MetadataReference[] References()
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        IEnumerable<string> paths = trusted.Split(Path.PathSeparator).Where(path => Path.GetDirectoryName(path) == framework);
        return [.. paths.Append(typeof(NetworkAttribute).Assembly.Location).Select(path => MetadataReference.CreateFromFile(path))];
    }
}
