using Xunit;

namespace CnnGen.Tests;

/// <summary>A test that reads from the folder of test data that the environment variable CNNGEN_TESTDATA names; skipped where it is not set.</summary>
public sealed class TestDataFactAttribute : FactAttribute
{
    private static readonly string? s_folder = Environment.GetEnvironmentVariable("CNNGEN_TESTDATA");

    public TestDataFactAttribute()
    {
        if (s_folder is null)
        {
            Skip = "CNNGEN_TESTDATA is not set.";
        }
    }

    public static string PathOf(string file) => Path.Combine(s_folder!, file);
}
