using System.Text.Json;
using System.Xml.Linq;
using CnnGen.Testing;
using Xunit;

namespace CnnGen.Samples.Tests;

/// <summary>samples/Networks, command by command.</summary>
public sealed class NetworksTests : IDisposable
{
    private readonly TemporaryFolder _folder = new("networks");

    public void Dispose() => _folder.Dispose();

    [TestDataFact]
    public void AllNetworks_GiveTheLogitsOfPyTorch()
    {
        ProgramRun run = Run("check", "--data", TestData.File("networks")).Succeeded();

        Assert.Equal(
            ["LeNet5", "AlexNet", "AlexNetOneTower", "Vgg16", "Vgg19", "ResNet50", "ResNet50V1", "InceptionV4"],
            run.Lines.Where(line => line.EndsWith("right", StringComparison.Ordinal)).Select(line => line.Split(' ')[0]));
    }

    [TestDataFact]
    public void WrongLogits_AreFound()
    {
        string folder = Path.Combine(_folder.Path, "lenet5");
        Directory.CreateDirectory(folder);
        string source = TestData.File("networks", "lenet5");
        File.Copy(Path.Combine(source, "tensors.json"), Path.Combine(folder, "tensors.json"));
        float[] logits = SafetensorsFile.Read(Path.Combine(source, "expected_logits.safetensors"))["logits"].ToFloats();
        logits[3] += 1e-4f;
        new SafetensorsFile([new SafetensorsTensor("logits", [1, 10], logits)]).Save(Path.Combine(folder, "expected_logits.safetensors"));

        ProgramRun run = Run("check", "LeNet5", "--data", _folder.Path);

        Assert.Equal(1, run.ExitCode);
        Assert.EndsWith("WRONG", run.Lines[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LeNet5", "fc1", "flatten1")]
    [InlineData("ResNet50", "layer2.0.downsample.0", "layer1.2.relu3")]
    [InlineData("InceptionV4", "features.21.branch2_3b.conv", "features.21.branch2_2.relu1")]
    public void Summary_NamesEachLayerAndWhatItReads(string network, string layer, string input)
    {
        string[] lines = Run("summary", network).Succeeded().Lines;

        int line = Array.FindIndex(lines, line => line.StartsWith(layer + " ", StringComparison.Ordinal));
        Assert.True(line > 0);
        bool isLineAbove = lines[line - 1].StartsWith(input + " ", StringComparison.Ordinal);
        string below = lines[line + 1].TrimStart(); // where a table is wide, what a layer reads stands on a line of its own
        string read = below.StartsWith('←') ? below : lines[line];
        Assert.True(isLineAbove || read.Contains($"← {input} ", StringComparison.Ordinal), read);
    }

    [Theory]
    [InlineData("LeNet5", 8, "Conv 16 × 5×5", "10×10×16")]
    [InlineData("ResNet50", 41, "Add, ReLU 7×7×2048", "× 5")]
    [InlineData("InceptionV4", 66, "Concat 17×17×1024", "features.11 – features.17")]
    public void Diagram_DrawsEachKindOfBlockOnce(string network, int boxes, params string[] texts)
    {
        string file = Path.Combine(_folder.Path, "new", "picture.svg");
        Run("diagram", network, "--out", file).Succeeded();

        XElement picture = XDocument.Load(file).Root!;
        XNamespace svg = "http://www.w3.org/2000/svg";
        Assert.Equal(svg + "svg", picture.Name);
        Assert.Equal(boxes, picture.Elements(svg + "g").Count());
        string[] written = [.. picture.Descendants(svg + "text").Select(text => text.Value.Replace("   ", " ", StringComparison.Ordinal))];
        Assert.All(texts, text => Assert.Contains(text, written));
        Assert.DoesNotContain("NaN", picture.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Bench_WritesLogitsAndFigures()
    {
        float[] images = [.. Enumerable.Range(0, 3 * 784).Select(i => i % 784 / 784f)];
        string input = Path.Combine(_folder.Path, "input.f32");
        File.WriteAllBytes(input, [.. images.SelectMany(BitConverter.GetBytes)]);
        string output = Path.Combine(_folder.Path, "output.f32");
        string json = Path.Combine(_folder.Path, "bench.json");

        string[] size = ["--batch", "3", "--threads", "1", "--seconds", "0.05"];
        Run(["bench", "LeNet5", .. size, "--weights", Weights, "--input", input, "--output", output, "--json", json]).Succeeded();

        float[] logits = [.. File.ReadAllBytes(output).Chunk(4).Select(bytes => BitConverter.ToSingle(bytes))];
        var network = Networks.LeNet5.Load(Weights);
        float[] expected = new float[30];
        network.Logits(images, expected);
        Assert.Equal(expected, logits);
        using var figures = JsonDocument.Parse(File.ReadAllText(json));
        double[] values = [.. new[] { "minMs", "medianMs", "maxMs", "runs", "peakRssMiB" }.Select(name => figures.RootElement.GetProperty(name).GetDouble())];
        Assert.All(values, value => Assert.True(value > 0));
        Assert.True(values[0] <= values[1] && values[1] <= values[2]);
        Assert.True(figures.RootElement.GetProperty("bytesPerCall").GetDouble() >= 0);
    }

    [Fact]
    public void Classify_ReadsADigit()
    {
        SamplePrograms.RunMnist(_folder.Path, "export-digits", ".").Succeeded();
        string labels = _folder.Write("labels.txt", "zero\none\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\n");

        ProgramRun run = Run("classify", "LeNet5", "--weights", Weights, "--image", Path.Combine(_folder.Path, "4.png"), "--labels", labels).Succeeded();

        Assert.Equal(5, run.Lines.Length);
        Assert.EndsWith(" %  four", run.Lines[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("There is no network ResNet51; there are LeNet5,", "summary", "ResNet51")]
    [InlineData("There is no network x", "check", "LeNet5", "x", "--data", ".")]
    [InlineData("--out", "diagram", "LeNet5")]
    [InlineData("Could not find", "check", "LeNet5", "--data", "/nowhere")]
    [InlineData("--batch is 0; it can be 1 to", "bench", "LeNet5", "--batch", "0")]
    [InlineData("--seconds", "bench", "LeNet5", "--seconds", "soon")]
    [InlineData("Could not find", "bench", "LeNet5", "--weights", "none.safetensors")]
    [InlineData("bytes; 784 floats are 3,136", "bench", "LeNet5", "--input", "samples/DigitReader/seven.png")]
    [InlineData("conv1.weight", "classify", "ResNet50", "--weights", "samples/DigitReader/lenet5.safetensors", "--image", "samples/DigitReader/seven.png")]
    [InlineData("lines; the network has 10", "classify", "LeNet5", "--weights", "w", "--image", "i", "--labels", "README.md")]
    [InlineData("not a PNG", "classify", "LeNet5", "--weights", "w", "--image", "README.md")]
    [InlineData("nonsense", "nonsense")]
    [InlineData("command", "")]
    public void WrongArguments_EndWithOneLine(string message, params string[] arguments)
    {
        ProgramRun run = Run([.. arguments.Where(argument => argument.Length > 0)]);

        Assert.True(run.ExitCode == 2, $"{run.CommandLine} ended with {run.ExitCode}:\n{run.Output}");
        string line = Assert.Single(run.Lines);
        Assert.StartsWith("error: ", line, StringComparison.Ordinal);
        Assert.Contains(message, line, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void InterruptedBench_StopsWithoutAResult()
    {
        string json = Path.Combine(_folder.Path, "bench.json");
        using InterruptedProgram program = InterruptedProgram.Start(
            _folder.Path, SamplePrograms.Networks, "bench", "LeNet5", "--seconds", "600", "--json", json);

        program.InterruptAfter("LeNet5, ");

        Assert.Equal(130, program.ExitCode);
        Assert.False(File.Exists(json));
    }

    private static string Weights => Path.Combine(Repository.Root, "samples", "DigitReader", "lenet5.safetensors");

    private static ProgramRun Run(params string[] arguments) => SamplePrograms.Run("Networks", arguments);
}
