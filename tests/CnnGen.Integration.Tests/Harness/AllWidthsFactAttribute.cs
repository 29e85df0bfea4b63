using Xunit;

namespace CnnGen.Integration.Tests.Harness;

/// <summary>A test that compares all vector widths with each other: skipped where the environment switches some off.</summary>
public sealed class AllWidthsFactAttribute : FactAttribute
{
    public AllWidthsFactAttribute()
    {
        if (CodeWidths.All.Count < Enum.GetValues<VectorBits>().Length)
        {
            Skip = "needs every vector width; some are switched off here";
        }
    }
}
