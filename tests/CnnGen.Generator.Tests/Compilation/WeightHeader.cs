using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace CnnGen.Generator.Tests.Compilation;

/// <summary>The header of a weight file as the package's targets hand it to the compiler: an additional file with metadata.</summary>
internal sealed class WeightHeader(string network, string file, string text) : AdditionalText
{
    public override string Path => $"obj/weights/{network}.json";

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);

    /// <summary>The options of a compilation with this file.</summary>
    public AnalyzerConfigOptionsProvider Options => new Provider(this);

    private sealed class Provider(WeightHeader header) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions => ProjectProperties.None.GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => ProjectProperties.None.GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Metadata(header.Entries);
    }

    private Dictionary<string, string> Entries => new()
    {
        ["build_metadata.AdditionalFiles.CnnGenNetwork"] = network,
        ["build_metadata.AdditionalFiles.CnnGenWeightFile"] = file,
    };

    private sealed class Metadata(Dictionary<string, string> entries) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => entries.TryGetValue(key, out value);
    }
}
