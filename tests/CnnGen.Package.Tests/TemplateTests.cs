using CnnGen.Testing;
using Xunit;

namespace CnnGen.Package.Tests;

/// <summary>From an empty folder to a native executable that answers, with the packed packages and nothing else of ours.</summary>
[Collection(PackageCollection.Name)]
public sealed class TemplateTests(ClassifierProject project) : IClassFixture<ClassifierProject>
{
    [Fact]
    public void Classifier_TrainsPassesItsTestsAndAnswersAsANativeProgram()
    {
        ProgramRun training = project.Dotnet("run", "-c", "Release", "--no-build").Succeeded();
        ProgramRun managed = project.Dotnet("run", "-c", "Release", "--no-build", "--", "predict", "7").Succeeded();
        project.Dotnet("test", "tests").Succeeded();
        project.Dotnet("publish", "-p:PublishProfile=Native", "-warnaserror").Succeeded();
        ProgramRun native = DotnetCommand.RunProgram(project.NativeProgram, Path.GetTempPath(), "predict", "7").Succeeded();

        Assert.Matches(@"^3[0-9]{2} of 360 held-out digits are right", training.Lines[^1]);
        Assert.Matches(@"^It is a 5 \([0-9.]+ %\); its writer meant 5\.$", managed.Lines[^1]);
        Assert.Equal(managed.Output, native.Output);
    }

    [Theory]
    [InlineData("usage: train", "rain")]
    [InlineData("usage: train", "train", "--epochs", "many")]
    [InlineData("usage: train", "train", "--epochs")]
    [InlineData("There are held-out digits 0 to 359; 360 is none of them.", "predict", "360")]
    [InlineData("digits.safetensors", "predict", "0")]
    public void Classifier_WrongUse_IsAnsweredInWords(string answer, params string[] arguments)
    {
        ProgramRun run = project.RunElsewhere(arguments);

        Assert.InRange(run.ExitCode, 1, 2);
        Assert.Contains(answer, run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled", run.Output, StringComparison.Ordinal);
    }
}
