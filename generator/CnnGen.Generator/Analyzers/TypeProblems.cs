using CnnGen.Generator.Compilation;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Graph;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CnnGen.Generator.Analyzers;

/// <summary>
/// Everything that is wrong with a type that is a network or a block; nothing for any other. There is no rule about layers here: the type is parsed and its
/// graph built as the generator does, and each problem gets its place.
/// </summary>
internal static class TypeProblems
{
    public static IEnumerable<Diagnostic> Of(
        INamedTypeSymbol type,
        Microsoft.CodeAnalysis.Compilation compilation,
        AnalyzerConfigOptions options,
        IReadOnlyList<WeightFileSpec> weightFiles,
        CancellationToken cancellation)
    {
        if (BlockParser.IsBlock(type))
        {
            ParsedBlock block = BlockParser.Parse(type, cancellation);
            return block.DeclarationProblems.Concat(GraphBuilder.Check(block.Declaration, cancellation).Select(problem => Locate(problem, block.Sources)));
        }

        if (!NetworkParser.ConcernsNetworks(type))
        {
            return [];
        }

        if (!type.GetAttributes().Any(NetworkParser.IsNetwork))
        {
            return [Diagnostic.Create(DeclarationDiagnostics.LayersWithoutNetwork, type.Locations[0], type.Name)];
        }

        ParsedNetwork network = NetworkParser.Parse(type, cancellation);
        List<Diagnostic> late = [.. LateConstants.OfArguments(type, network, compilation, cancellation)];
        List<Diagnostic> problems =
        [
            .. network.DeclarationProblems,
            .. late.Count > 0
                ? late
                : GraphBuilder.Build(network.Spec, cancellation, weightFiles).Problems.Select(problem => Locate(problem, network.Sources)),
            .. OfProject(network, compilation, options),
        ];
        return problems.Any(problem => problem.Severity == DiagnosticSeverity.Error)
            ? problems
            : problems.Concat(LateConstants.OfBlocks(type, network, compilation));
    }

    private static Diagnostic Locate(Problem problem, SourceMap sources) => Diagnostic.Create(
        DiagnosticCatalog.Find(problem.Id),
        sources.Find(problem.Layer, problem.Argument, problem.Element),
        RepairProperties.Of(problem),
        problem.MessageArguments.Select(SameText.Of).ToArray<object>());

    /// <summary>What the project file must say for the generated code to compile, and to be fast.</summary>
    private static IEnumerable<Diagnostic> OfProject(ParsedNetwork network, Microsoft.CodeAnalysis.Compilation compilation, AnalyzerConfigOptions options)
    {
        Location place = network.Sources.Find(Problem.WholeNetwork, null, -1);
        CompilerSettings settings = CompilerSettings.Of(compilation);
        if (!settings.AllowsUnsafe)
        {
            yield return Diagnostic.Create(DeclarationDiagnostics.UnsafeCodeOff, place, network.Spec.Name);
        }

        if (settings.LanguageVersion < CompilerSettings.NeededLanguageVersion)
        {
            string version = ((CSharpCompilation)compilation).LanguageVersion.ToDisplayString();
            yield return Diagnostic.Create(
                ProjectDiagnostics.LanguageVersion, place, network.Spec.Name, version, Numerals.Plain(CompilerSettings.NeededLanguageVersion));
        }

        if (NativePublishing.LacksInstructionSet(options))
        {
            yield return Diagnostic.Create(PerformanceDiagnostics.AotInstructionSet, place, network.Spec.Name);
        }
    }
}
