using Xunit;

namespace CnnGen.Testing;

/// <summary>As <see cref="TestDataFactAttribute"/>, for a test with cases.</summary>
internal sealed class TestDataTheoryAttribute : TheoryAttribute
{
    public TestDataTheoryAttribute()
    {
        if (TestData.Folder is null)
        {
            Skip = TestDataFactAttribute.Reason;
        }
    }
}
