using Xunit;

namespace CnnGen.Testing;

/// <summary>A test that needs files which the repository does not contain: skipped, with the reason, where CNNGEN_TESTDATA names no folder.</summary>
internal sealed class TestDataFactAttribute : FactAttribute
{
    public const string Reason = "CNNGEN_TESTDATA is not set: it names the folder of the shared test data (networks, weights, mnist).";

    public TestDataFactAttribute()
    {
        if (TestData.Folder is null)
        {
            Skip = Reason;
        }
    }
}
