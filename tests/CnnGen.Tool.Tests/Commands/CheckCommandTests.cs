using System.CommandLine;
using CnnGen.Testing;
using CnnGen.Tool.Commands;
using CnnGen.Tool.Export;
using CnnGen.Tool.FrontHalf;
using Google.Protobuf;
using Xunit;

namespace CnnGen.Tool.Tests.Commands;

/// <summary><c>cnngen check</c> as a user calls it.</summary>
public class CheckCommandTests
{
    [Fact]
    public void SeveralModels_AreATable_WhichOneThatIsBrokenDoesNotEnd()
    {
        using TemporaryFolder folder = new("check");
        string[] paths = [.. new[] { "first", "broken", "last" }.Select(name => Path.Combine(folder.Path, name, "model.onnx"))];
        foreach (string path in paths)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, Path.GetDirectoryName(path)!.EndsWith("broken", StringComparison.Ordinal) ? [1, 2, 3] : Model());
        }

        StringWriter output = new(), errors = new();
        (TextWriter before, TextWriter errorsBefore) = (Console.Out, Console.Error);
        int result;
        try
        {
            Console.SetOut(output);
            Console.SetError(errors);
            result = CheckCommand.Create().Parse([.. paths, "--images", "1", "--threads", "1", "--turns", "2"]).Invoke();
        }
        finally
        {
            Console.SetOut(before);
            Console.SetError(errorsBefore);
        }

        string[] rows = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(1, result);
        Assert.Equal(4, rows.Length);
        Assert.Matches(@"^\| first \| \d\.\de-\d+ \| \d+\.\d\d \| \d+\.\d\d \| \d+\.\d\d \|", rows[2]);
        Assert.StartsWith("| last |", rows[3], StringComparison.Ordinal);
        Assert.Contains("error: The file is no ONNX model", errors.ToString(), StringComparison.Ordinal);
    }

    private static byte[] Model()
    {
        const string Source = "using CnnGen;\n[Network]\n[Input(9, 8, 3)]\n[Conv(4, 3), Relu]\n[Dense(5), Softmax]\npublic partial class Small;\n";
        DeclaredNetwork declared = DeclaredNetwork.Of(SourceCompiler.Compilation(("Small.cs", Source))).Single();
        Random random = new(1);
        SafetensorsFile weights =
            new([.. declared.Graph!.Nodes
                .SelectMany(node => node.Parameters)
                .Select(parameter => new SafetensorsTensor(
                    parameter.Name,
                    [.. parameter.Shape],
                    [.. Enumerable.Range(0, parameter.Length).Select(_ => random.NextSingle() - 0.5f)]))]);
        return NetworkExporter.Export(declared, weights, 17).ToByteArray();
    }
}
