using System.Reflection;
using System.Runtime.Loader;
using CnnGen.Generator.Compilation;
using CnnGen.Generator.Emission;
using CnnGen.Generator.Graph;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Model;
using CnnGen.Generator.Parsing;
using CnnGen.Generator.Passes;
using CnnGen.Generator.Planning;
using CnnGen.Generator.Program;
using CnnGen.Runtime;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace CnnGen.Benchmarks.Scaling;

/// <summary>A network of <c>peers training</c>, compiled here, so that its plan is known beside its code: what each stage of a step computes.</summary>
/// <param name="Name">The network.</param>
/// <param name="Plan">The algorithms of forward and backward, for the widest vectors of this machine.</param>
/// <param name="Program">What was emitted.</param>
/// <param name="Network">An instance.</param>
internal sealed record CompiledTraining(string Name, NetworkPlan Plan, LoweredProgram Program, NetworkRuntime Network) : IDisposable
{
    private const BindingFlags Hidden = BindingFlags.NonPublic | BindingFlags.Instance;

    /// <summary>Its code.</summary>
    public TrainingProgram Code => Network.Program.Training
        ?? throw new BenchmarkException($"{Name} has no loss.");

    /// <summary>Compiles a network.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="stageOfEachCall">Whether each kernel is a stage of its own.</param>
    public static CompiledTraining Of(string name, bool stageOfEachCall)
    {
        CSharpCompilation source = CSharpCompilation.Create(
            name,
            TrainingSource.Of(name).Prepend("global using System; global using System.Collections.Generic;").Select(text => CSharpSyntaxTree.ParseText(text)),
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
                .Where(path => Path.GetFileName(path) != $"{typeof(CompiledTraining).Assembly.GetName().Name}.dll")
                .Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true));
        INamedTypeSymbol type = source.GetSymbolsWithName(_ => true, SymbolFilter.Type).OfType<INamedTypeSymbol>()
            .Single(symbol => symbol.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == nameof(NetworkAttribute)));
        NetworkSpec spec = NetworkParser.Parse(type, CancellationToken.None).Spec;
        NetworkGraph graph = GraphBuilder.Build(spec, CancellationToken.None).Graph ?? throw new BenchmarkException($"{name} has layers that do not fit.");
        BuildOptions options = new([Measuring.Machine.VectorBits], Winograd: true) { WholeBatch = true, StageOfEachCall = stageOfEachCall };
        EquatableArray<GeneratedFile> programs = [];
        CompiledNetwork network =
            NetworkCompilation.Run(spec, graph, options, (_, compiled) => programs = NetworkPrinter.PrintPrograms(spec, compiled), default);
        IEnumerable<GeneratedFile> files = [NetworkPrinter.PrintClass(network), NetworkPrinter.PrintProgram(network), .. programs];
        Assembly assembly = Load(source.AddSyntaxTrees(files.Select(file => CSharpSyntaxTree.ParseText(string.Concat(file.Parts)))));
        return new CompiledTraining(
            name,
            Planner.Run(
                PassPipeline.Training(graph),
                new Target(Measuring.Machine.VectorBits),
                NetworkCompilation.ExpectedImages,
                allowsWinograd: true,
                isWholeBatch: true),
            network.Programs[0].Training ?? throw new BenchmarkException($"{name} has no loss."),
            Create(assembly.GetType(type.ToDisplayString())!));
    }

    /// <inheritdoc/>
    public void Dispose() => Network.Dispose();

    private static NetworkRuntime Create(Type network)
    {
        object instance = network.GetMethod("Create", [typeof(int)])!.Invoke(null, [1])!;
        return (NetworkRuntime)network.GetField(GeneratedMembers.Runtime, Hidden)!.GetValue(instance)!;
    }

    private static Assembly Load(CSharpCompilation compilation)
    {
        using MemoryStream image = new();
        EmitResult result = compilation.Emit(image);
        if (!result.Success)
        {
            throw new BenchmarkException(string.Join('\n', result.Diagnostics.Where(problem => problem.Severity == DiagnosticSeverity.Error).Take(5)));
        }

        image.Position = 0;
        return AssemblyLoadContext.Default.LoadFromStream(image);
    }
}
