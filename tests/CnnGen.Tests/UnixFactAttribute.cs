using Xunit;

namespace CnnGen.Tests;

/// <summary>A test of links, modes or pipes, which Windows has otherwise.</summary>
public sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute()
    {
        if (OperatingSystem.IsWindows())
        {
            Skip = "Not on Windows.";
        }
    }
}
