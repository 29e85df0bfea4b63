using System.Diagnostics;
using CnnGen.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CnnGen.Benchmarks.Generator;

/// <summary>
/// A project with one network that is edited again and again. Runs the generator as the compiler and the editor do, without compiling what it emits.
/// </summary>
internal sealed class GeneratorSession
{
    private CSharpCompilation _compilation;
    private GeneratorDriver _driver;

    public GeneratorSession(NetworkSource source)
    {
        string trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        _compilation = CSharpCompilation.Create(
            source.Name,
            [Parse(source.Text), .. source.Blocks.Select(Parse)],
            trusted.Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        _driver = CSharpGeneratorDriver.Create(
            [new CnnGenerator().AsSourceGenerator()],
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
    }

    /// <summary>The class of the network.</summary>
    public INamedTypeSymbol Network => _compilation.GetSymbolsWithName(_ => true, SymbolFilter.Type).OfType<INamedTypeSymbol>()
        .Single(type => type.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "NetworkAttribute"));

    /// <summary>What was emitted.</summary>
    public IReadOnlyList<SyntaxTree> Files => _driver.GetRunResult().GeneratedTrees;

    /// <summary>What became of each named step in the last run: <c>Spec Unchanged</c>.</summary>
    public IEnumerable<string> Steps => _driver.GetRunResult().Results.Single().TrackedSteps
        .Where(step => PipelineSteps.All.Contains(step.Key))
        .Select(step => $"{step.Key} {string.Join("/", step.Value.SelectMany(run => run.Outputs).Select(output => output.Reason).Distinct())}");

    /// <summary>Gives the network's file another text.</summary>
    public void Edit(string text) => _compilation = _compilation.ReplaceSyntaxTree(_compilation.SyntaxTrees[0], Parse(text));

    /// <summary>
    /// How long one run of the generator takes, in milliseconds. Binding the references and the declarations before it is the compiler's work.
    /// </summary>
    public double Run()
    {
        _compilation.GetDiagnostics();
        long start = Stopwatch.GetTimestamp();
        _driver = _driver.RunGenerators(_compilation);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static SyntaxTree Parse(string text) => CSharpSyntaxTree.ParseText(text);
}
