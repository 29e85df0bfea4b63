using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CnnGen.Testing;
using Xunit;

namespace CnnGen.Samples.Tests;

/// <summary>samples/Mnist on a data set that is made on the fly.</summary>
public sealed class MnistTests : IDisposable
{
    private readonly TemporaryFolder _folder = new("mnist");
    private readonly string _data;

    public MnistTests() => _data = TinyDigits.Write(Path.Combine(_folder.Path, "data"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Training_WritesWeightsChartsSheetAndReport()
    {
        ProgramRun run = Train("out", "--epochs", "3", "--batch", "20", "--seed", "7", "--threads", "1").Succeeded();

        Assert.Equal(3, run.Lines.Count(line => line.StartsWith("epoch ", StringComparison.Ordinal)));
        Assert.Equal(
            [
                "confusion-matrix.svg", "learning-curve.svg", "lenet5.checkpoint", "lenet5.safetensors", "mistakes.svg", "report.json",
            ],
            Directory.GetFiles(Out("out")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        XElement[] mistakes = [.. XDocument.Load(Path.Combine(Out("out"), "mistakes.svg")).Descendants()];
        Assert.Equal(3 * mistakes.Count(element => element.Name.LocalName == "image"), mistakes.Count(element => element.Name.LocalName == "text"));
        JsonElement report = Report("out");
        Assert.Equal(1, report.GetProperty("threads").GetInt32());
        Assert.Equal(7, report.GetProperty("seed").GetInt32());
        Assert.True(report.GetProperty("imagesPerSecond").GetDouble() > 0);
        Assert.True(report.GetProperty("secondsPerEpoch").GetDouble() > 0);
        Assert.Equal([1, 2, 3], report.GetProperty("epochs").EnumerateArray().Select(epoch => epoch.GetProperty("epoch").GetInt32()));
        JsonElement last = report.GetProperty("epochs")[2];
        Assert.True(last.GetProperty("loss").GetDouble() < report.GetProperty("epochs")[0].GetProperty("loss").GetDouble());
        Assert.InRange(last.GetProperty("trainAccuracy").GetDouble(), 0.5, 1);
        Assert.Equal(report.GetProperty("testAccuracy").GetDouble(), last.GetProperty("testAccuracy").GetDouble());
        Assert.True(last.GetProperty("seconds").GetDouble() > 0);
    }

    [Fact]
    public void StoppingAfterAnEpochAndResuming_GivesTheWeightsOfAnUnbrokenRun()
    {
        Train("unbroken", "--epochs", "3", "--threads", "1").Succeeded();
        Train("broken", "--epochs", "1", "--threads", "2").Succeeded();
        Assert.NotEqual(Weights("unbroken"), Weights("broken"));

        ProgramRun resumed = Train("broken", "--resume", "--epochs", "3").Succeeded();

        Assert.Equal(Weights("unbroken"), Weights("broken"));
        Assert.Contains("epoch  1/3", resumed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void InterruptedTraining_LeavesACheckpointThatGoesOn()
    {
        // Long enough to be interrupted; where exactly is left to chance.
        using InterruptedProgram program = InterruptedProgram.Start(
            _folder.Path, SamplePrograms.Mnist, "--data", _data, "--out", Out("broken"), "--epochs", "10000");
        string output = program.InterruptAfter("epoch  1/");

        Assert.Equal(130, program.ExitCode);
        Match stopped = Regex.Match(output, @"Stopped after ([\d]+) of 10000 epochs");
        Assert.True(stopped.Success, output);
        Assert.Contains("--resume --out", output, StringComparison.Ordinal);
        string epochs = (int.Parse(stopped.Groups[1].Value, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture);
        Train("broken", "--resume", "--epochs", epochs).Succeeded();
        Train("unbroken", "--epochs", epochs).Succeeded();
        Assert.Equal(Weights("unbroken"), Weights("broken"));
    }

    [Fact]
    public void AnotherSeed_GivesOtherWeights()
    {
        Train("one", "--epochs", "1", "--seed", "1").Succeeded();
        Train("two", "--epochs", "1", "--seed", "2").Succeeded();

        Assert.NotEqual(Weights("one"), Weights("two"));
    }

    [Fact]
    public void ResumingWithAnotherSeed_IsRefused()
    {
        Train("out", "--epochs", "1", "--seed", "1").Succeeded();

        AssertRefused(Train("out", "--resume", "--seed", "2"), "--seed is 2, but the run was begun with 1");
    }

    [Fact]
    public void FolderBelongsToTheRunThatWasBegunLast()
    {
        Train("out", "--epochs", "1", "--seed", "1", "--batch", "20").Succeeded();
        Train("out", "--epochs", "1", "--seed", "2", "--batch", "10").Succeeded();
        Train("unbroken", "--epochs", "2", "--seed", "2", "--batch", "10").Succeeded();

        AssertRefused(Train("out", "--resume", "--batch", "20"), "--batch is 20, but the run was begun with 10");
        Train("out", "--resume", "--epochs", "2").Succeeded();
        Assert.Equal(Weights("unbroken"), Weights("out"));
    }

    [Fact]
    public void ResumingWithOtherImagesOfEqualNumber_IsRefused()
    {
        Train("out", "--epochs", "1").Succeeded();
        string data = TinyDigits.Write(Path.Combine(_folder.Path, "others"), brightness: 200);

        string? weights = Weights("out");
        ProgramRun run = SamplePrograms.RunMnist(_folder.Path, "--data", data, "--out", Out("out"), "--resume", "--epochs", "2");

        // The complete epochs are shown before the data are compared with the checkpoint's.
        Assert.True(run.ExitCode == 2, run.Output);
        Assert.StartsWith("error: ", run.Lines[^1], StringComparison.Ordinal);
        Assert.Contains("made while training on", run.Lines[^1], StringComparison.Ordinal);
        Assert.Equal(weights, Weights("out"));
    }

    [Fact]
    public void ResumingWithoutARun_IsRefused() => AssertRefused(Train("none", "--resume"), "there is no run here to resume");

    [Fact]
    public void ImagesOfAnotherSize_AreRefusedWithBothSizes()
    {
        string data = TinyDigits.Write(Path.Combine(_folder.Path, "large"), size: 32);

        AssertRefused(SamplePrograms.RunMnist(_folder.Path, "--data", data), "32×32×1; LeNet-5 takes 28×28×1");
    }

    [Fact]
    public void MoreClassesThanOutputs_AreRefused()
    {
        string data = TinyDigits.Write(Path.Combine(_folder.Path, "letters"), classes: 12);

        AssertRefused(SamplePrograms.RunMnist(_folder.Path, "--data", data), "the label of image 10 is 10; LeNet-5 knows 10 classes");
    }

    [Theory]
    [InlineData("has neither train-images-idx3-ubyte", "--data", "nowhere")]
    [InlineData("--epochs is 0; it can be 1 to", "--epochs", "0")]
    [InlineData("--threads", "--threads", "many")]
    [InlineData("--speed", "--speed", "11")]
    public void WrongArguments_EndWithOneLine(string message, params string[] arguments) =>
        AssertRefused(SamplePrograms.RunMnist(_folder.Path, arguments), message);

    private ProgramRun Train(string name, params string[] arguments) =>
        SamplePrograms.RunMnist(_folder.Path, ["--data", _data, "--out", Out(name), .. arguments]);

    private string Out(string name) => Path.Combine(_folder.Path, name);

    private JsonElement Report(string name)
    {
        using JsonDocument report = JsonDocument.Parse(File.ReadAllText(Path.Combine(Out(name), "report.json")));
        return report.RootElement.Clone();
    }

    private string? Weights(string name) => Report(name).GetProperty("weightsSha256").GetString();

    private static void AssertRefused(ProgramRun run, string message)
    {
        Assert.True(run.ExitCode == 2, $"{run.CommandLine} ended with {run.ExitCode}:\n{run.Output}");
        string line = Assert.Single(run.Lines);
        Assert.StartsWith("error: ", line, StringComparison.Ordinal);
        Assert.Contains(message, line, StringComparison.Ordinal);
    }
}
