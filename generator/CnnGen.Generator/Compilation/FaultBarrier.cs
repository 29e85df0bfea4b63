using CnnGen.Generator.Emission;
using CnnGen.Generator.Graph;
using CnnGen.Generator.Model;
using CnnGen.Generator.Parsing;
using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Compilation;

/// <summary>
/// The steps of one network. An exception would be a mistake of ours: the compiler would drop what every other network of the project has generated. Here it
/// becomes an error that names the network, whose class is then left as it is.
/// </summary>
internal static class FaultBarrier
{
    public static NetworkSpec Parse(INamedTypeSymbol type, CancellationToken cancellation) => Try(
        () => NetworkParser.Parse(type, cancellation).Spec,
        fault => new NetworkSpec("", [], new TypeHeader("class", type.Name), [], []) { Part = EmittedPart.Nothing, Fault = fault });

    public static GraphResult Graph(NetworkSpec spec, CancellationToken cancellation) => Try(
        () => spec.Fault is null ? GraphBuilder.Build(spec, cancellation) : NoGraph(spec),
        fault => NoGraph(spec with { Fault = fault }));

    public static GeneratedFiles Files(GraphResult result, BuildOptions options, CompilerSettings settings, CancellationToken cancellation) => Try(
        () => new GeneratedFiles(
            FilesOf(result, options, settings, cancellation),
            result.Spec.Fault is { } fault ? new GeneratorFault(result.Spec.Name, fault) : null),
        fault => new GeneratedFiles([], new GeneratorFault(result.Spec.Name, fault)));

    /// <summary>The value, or what stands for it after an exception.</summary>
    public static T Try<T>(Func<T> value, Func<string, T> afterFault)
    {
        try
        {
            return value();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return afterFault(Describe(exception));
        }
    }

    private static EquatableArray<GeneratedFile> FilesOf(GraphResult result, BuildOptions options, CompilerSettings settings, CancellationToken cancellation) =>
        result.Spec.Part == EmittedPart.Nothing || result.Spec.Fault is not null || settings.LanguageVersion < CompilerSettings.LeastLanguageVersion ? []
        : result.Graph is { } graph
            && result.Spec.Part == EmittedPart.Network
            && settings.IsSufficient ? NetworkFiles.Of(result.Spec, graph, options, cancellation)
        : StubPrinter.Print(result, settings.LanguageVersion);

    private static GraphResult NoGraph(NetworkSpec spec) => new(spec, null, [], new NetworkOutline(null, null, new NetworkPorts([], [], [])));

    /// <summary>The exception and where it was thrown: what a report about it needs, in one line.</summary>
    private static string Describe(Exception exception)
    {
        exception = exception is AggregateException { InnerExceptions.Count: > 0 } several ? several.InnerExceptions[0] : exception;
        string place = (exception.StackTrace ?? "").Split('\n')[0].Trim();
        return DisplayName.OneLine($"{exception.GetType().Name}: {exception.Message} {place}".Trim());
    }
}
