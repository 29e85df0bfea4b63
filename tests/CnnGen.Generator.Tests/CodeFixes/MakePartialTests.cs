using CnnGen.CodeFixes;
using Xunit;

namespace CnnGen.Generator.Tests.CodeFixes;

public class MakePartialTests
{
    [Theory]
    [InlineData("public class Net;", "public partial class Net;")]
    [InlineData("class Net { }", "partial class Net { }")]
    [InlineData("/* mine */ class Net;", "/* mine */ partial class Net;")]
    [InlineData("public sealed class Net;", "public sealed partial class Net;")]
    public async Task TheClass_BecomesPartial(string before, string after)
    {
        const string Layers = "using CnnGen;\n[Network, Input(8, 8, 1), Dense(2)]\n";

        Assert.Equal(Layers + after, await CodeFixRun.Apply(Layers + before, new MakePartialCodeFix(), "Make 'Net' partial"));
    }

    [Fact]
    public async Task TheTypesAroundIt_BecomePartialToo() => Assert.Equal(
        "using CnnGen; public partial class A { partial struct B { [Network, Input(8, 8, 1), Dense(2)] private partial class Net; } }",
        await CodeFixRun.Apply(
            "using CnnGen; public class A { struct B { [Network, Input(8, 8, 1), Dense(2)] private class Net; } }",
            new MakePartialCodeFix(),
            "Make 'Net' partial"));
}
