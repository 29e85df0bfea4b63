using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CnnGen.Integration.Tests.Harness;

/// <summary>The MSBuild properties that a project shows to its generators.</summary>
internal sealed class BuildProperties(IReadOnlyDictionary<string, string> properties) : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(properties);

    /// <summary>The width to emit, and whether training takes the whole batch through each layer, whatever the network.</summary>
    public static BuildProperties Of(VectorBits? bits, bool wholeBatch = false)
    {
        Dictionary<string, string> properties = [];
        if (bits is not null)
        {
            properties.Add("build_property.CnnGenVectorWidths", $"{(int)bits}");
        }

        if (wholeBatch)
        {
            properties.Add("build_property.CnnGenWholeBatch", "true");
        }

        return new BuildProperties(properties);
    }

    /// <summary>One property; none where the value is null.</summary>
    public static BuildProperties Of(string name, string? value) =>
        new(value is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["build_property." + name] = value });

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

    private sealed class Options(IReadOnlyDictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
