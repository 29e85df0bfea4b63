using Xunit;

namespace CnnGen.NativeAot.Tests;

/// <summary>A test that runs programs of the system: skipped, with the reason, where one is not installed.</summary>
internal sealed class ToolFactAttribute : FactAttribute
{
    public ToolFactAttribute(params string[] tools)
    {
        string[] missing = [.. tools.Where(tool => !Tool.Exists(tool))];
        if (missing.Length > 0)
        {
            Skip = $"not installed: {string.Join(", ", missing)}.";
        }
    }
}
