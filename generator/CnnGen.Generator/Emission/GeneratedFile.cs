using System.Text;
using CnnGen.Generator.Model;
using Microsoft.CodeAnalysis.Text;

namespace CnnGen.Generator.Emission;

/// <summary>One generated file.</summary>
/// <param name="HintName">Its name.</param>
/// <param name="Parts">Its text. Files share the parts that are kernels with those of the run before: in one string, megabytes would be copied again and again.</param>
internal sealed record GeneratedFile(string HintName, EquatableArray<string> Parts)
{
    /// <summary>The text as Roslyn wants it.</summary>
    public SourceText Text()
    {
        int length = 0;
        foreach (string part in Parts)
        {
            length += part.Length;
        }

        using PartsReader reader = new(Parts);
        return SourceText.From(reader, length, Encoding.UTF8);
    }
}
