using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Model;
using CnnGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CnnGen.Generator.Analyzers;

/// <summary>The headers of weight files that the build hands over: additional files, each with the network that it belongs to.</summary>
internal static class WeightFiles
{
    private const string NetworkKey = "build_metadata.AdditionalFiles.CnnGenNetwork";
    private const string FileKey = "build_metadata.AdditionalFiles.CnnGenWeightFile";

    /// <summary>The files of a network, which the project names with its namespace, or without where that is clear.</summary>
    public static IReadOnlyList<WeightFileSpec> Of(INamedTypeSymbol type, AnalyzerOptions options, CancellationToken cancellation)
    {
        List<WeightFileSpec> files = [];
        foreach ((AdditionalText header, string network, string file) in Headers(options))
        {
            if (IsNamed(type, network) && header.GetText(cancellation) is { } text)
            {
                files.Add(WeightHeaderParser.Parse(file, text.ToString()));
            }
        }

        return files;
    }

    /// <summary>Files whose network does not exist, each a problem without a place: the project file is what is to change.</summary>
    public static IEnumerable<Diagnostic> WithoutNetwork(
        Microsoft.CodeAnalysis.Compilation compilation,
        AnalyzerOptions options,
        CancellationToken cancellation)
    {
        foreach ((_, string network, string file) in Headers(options))
        {
            string name = network.Substring(network.LastIndexOf('.') + 1);
            INamedTypeSymbol[] sameName = [.. Networks(compilation, candidate => candidate == name, cancellation)];
            if (!sameName.Any(type => IsNamed(type, network)))
            {
                IEnumerable<string> all = Networks(compilation, _ => true, cancellation).Select(type => type.ToDisplayString());
                string? nearest = sameName.FirstOrDefault()?.ToDisplayString() ?? NearestName.Find(network, all);
                string hint = nearest is null ? "" : $"; it has {nearest}";
                yield return Diagnostic.Create(WeightDiagnostics.UnknownNetwork, Location.None, file, network, hint);
            }
        }
    }

    private static IEnumerable<INamedTypeSymbol> Networks(
        Microsoft.CodeAnalysis.Compilation compilation,
        Func<string, bool> isWanted,
        CancellationToken cancellation) => compilation
            .GetSymbolsWithName(isWanted, SymbolFilter.Type, cancellation)
            .OfType<INamedTypeSymbol>()
            .Where(type => type.GetAttributes().Any(NetworkParser.IsNetwork));

    private static bool IsNamed(INamedTypeSymbol type, string network) => network == type.Name || network == type.ToDisplayString();

    private static IEnumerable<(AdditionalText Header, string Network, string File)> Headers(AnalyzerOptions options)
    {
        foreach (AdditionalText header in options.AdditionalFiles)
        {
            AnalyzerConfigOptions metadata = options.AnalyzerConfigOptionsProvider.GetOptions(header);
            if (metadata.TryGetValue(NetworkKey, out string? network) && network.Length > 0)
            {
                yield return (header, network, metadata.TryGetValue(FileKey, out string? file) && file.Length > 0 ? file : header.Path);
            }
        }
    }
}
