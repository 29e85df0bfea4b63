using CnnGen.Testing;
using Xunit;

namespace CnnGen.NativeAot.Tests;

/// <summary>CnnGen.NativeAot.App as it is published, and what it must print on any processor.</summary>
internal static class NativeApp
{
    private static readonly string s_project = Path.Combine(Repository.Root, "tests", "CnnGen.NativeAot.App");

    /// <summary>Publishes it. Tests that do so are in <see cref="PublishCollection"/>: they write the same object files.</summary>
    /// <returns>The program.</returns>
    public static string Publish(TemporaryFolder folder, string property)
    {
        ProgramRun publish =
            DotnetCommand.Run(Repository.Root, "publish", s_project, "-c", Repository.Configuration, "--no-build", "-o", folder.Path, property).Succeeded();
        Assert.DoesNotContain("warning", publish.Output, StringComparison.OrdinalIgnoreCase);
        return Path.Combine(folder.Path, "CnnGen.NativeAot.App");
    }

    /// <summary>Fails unless the program trained, saved and loaded as it should, with vectors of this width.</summary>
    public static void Check(ProgramRun run, int vectorBits)
    {
        run.Succeeded();
        Assert.Equal("True", run.Value("compiled ahead of time "));
        Assert.Equal($"{vectorBits}", run.Value("vector bits "));
        Assert.Equal("170", run.Value("parameters "));
        Assert.Equal("True", run.Value("loss falls "));
        Assert.Equal("256 of 256", run.Value("right "));
        Assert.Equal("True", run.Value("same after loading "));
    }
}
