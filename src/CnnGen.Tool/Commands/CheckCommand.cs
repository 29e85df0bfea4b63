using System.CommandLine;
using System.Globalization;
using CnnGen.Tool.Checking;
using CnnGen.Tool.Import;

namespace CnnGen.Tool.Commands;

/// <summary><c>cnngen check</c>: imports, compiles in memory and runs beside ONNX Runtime.</summary>
internal static class CheckCommand
{
    /// <summary>Winograd's algorithm and another order of sums change the last bits of a number of this size, and no more.</summary>
    private const double Tolerance = 1e-3;

    public static Command Create()
    {
        ModelArguments model = new();
        Option<int> images = new("--images") { Description = "Random images to compare.", DefaultValueFactory = _ => 3 };
        Option<int> threads = new("--threads") { Description = "Threads of both.", DefaultValueFactory = _ => Environment.ProcessorCount };
        Command command =
            new(
                "check",
                "Imports a model, compiles it in memory, runs it beside ONNX Runtime on random images and prints the largest difference and both times.")
            {
                images,
                threads,
            };
        model.AddTo(command);
        command.SetAction((parsed, cancellation) => Task.FromResult(ToolConsole.Run(() =>
            Run(
                parsed.GetValue(model.Model)!,
                model.Read(parsed),
                Math.Max(1, parsed.GetValue(images)),
                Math.Max(1, parsed.GetValue(threads)),
                cancellation))));
        return command;
    }

    private static int Run(string path, ImportOptions options, int images, int threads, CancellationToken cancellation)
    {
        if (ToolConsole.Import(path, options) is not { } files)
        {
            return ToolConsole.Failure;
        }

        Console.Error.WriteLine($"{files.Network.Name}: compiling …");
        CompiledNetwork compiled = CompiledNetwork.Compile(files.Network.Name, files.Source, files.Weights, cancellation);
        Comparison comparison = Comparison.Run(path, files.Network, compiled, images, threads);
        bool isEqual = comparison.Relative <= Tolerance;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{files.Network.Name}: largest difference {comparison.LargestDifference:g3} of outputs up to {comparison.LargestOutput:g3} ("
            + $"{comparison.Relative:g2}) over {images} images{(isEqual ? "" : ": NOT THE SAME")}"));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"one image on {threads} threads: CnnGen {comparison.Milliseconds:f2} ms, ONNX Runtime {comparison.RuntimeMilliseconds:f2} ms"));
        return isEqual ? ToolConsole.Success : ToolConsole.Failure;
    }
}
