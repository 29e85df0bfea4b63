using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CnnGen.Generator.Tests.Compilation;

/// <summary>MSBuild properties as the compiler hands them to analyzers.</summary>
internal sealed class ProjectProperties(IReadOnlyDictionary<string, string> properties) : AnalyzerConfigOptionsProvider
{
    public static readonly ProjectProperties None = new(new Dictionary<string, string>());

    /// <summary>The properties of a piece of a project file.</summary>
    public static ProjectProperties FromXml(string propertyGroup) =>
        new(XElement.Parse(propertyGroup).Elements().ToDictionary(property => property.Name.LocalName, property => property.Value));

    public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(properties);

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => None.GlobalOptions;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => None.GlobalOptions;

    private sealed class Options(IReadOnlyDictionary<string, string> properties) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, out string value)
        {
            value = key.StartsWith("build_property.", StringComparison.Ordinal) && properties.TryGetValue(key["build_property.".Length..], out string? found)
                ? found
                : "";
            return value.Length > 0;
        }
    }
}
