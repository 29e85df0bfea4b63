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
        Argument<string[]> models = new("models") { Description = "The ONNX files.", Arity = ArgumentArity.OneOrMore };
        Option<int> images = new("--images") { Description = "Random images to compare.", DefaultValueFactory = _ => 3 };
        Option<int> threads = new("--threads") { Description = "Threads of both.", DefaultValueFactory = _ => Environment.ProcessorCount };
        Option<int> turns = new("--turns") { Description = "Calls of each that are timed, one after the other.", DefaultValueFactory = _ => 5 };
        Command command =
            new(
                "check",
                "Imports models, compiles them in memory, runs them beside ONNX Runtime on random images and prints the largest difference and both times.")
            {
                models,
                images,
                threads,
                turns,
            };
        model.AddOptionsTo(command);
        command.SetAction((parsed, cancellation) => Task.FromResult(ToolConsole.Run(() =>
        {
            string[] paths = parsed.GetValue(models)!;
            Func<string, string, Comparison?> run = (path, name) => Run(
                path,
                model.Read(parsed) with { Name = name },
                Math.Max(1, parsed.GetValue(images)),
                Math.Max(1, parsed.GetValue(threads)),
                Math.Max(1, parsed.GetValue(turns)),
                cancellation);
            return paths.Length == 1 ? One(paths[0], run) : Table(paths, run);
        })));
        return command;
    }

    private static int One(string path, Func<string, string, Comparison?> run)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        if (run(path, name) is not { } comparison)
        {
            return ToolConsole.Failure;
        }

        bool isEqual = comparison.Relative <= Tolerance;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{ClassNames.Of(name)}: largest difference {comparison.LargestDifference:g3} of outputs up to {comparison.LargestOutput:g3} ("
            + $"{comparison.Relative:g2}) over {comparison.Images} images{(isEqual ? "" : ": NOT THE SAME")}"));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"one image on {comparison.Threads} threads: CnnGen {comparison.Milliseconds:f2} ms, ONNX Runtime {comparison.RuntimeMilliseconds:f2} ms"));
        return isEqual ? ToolConsole.Success : ToolConsole.Failure;
    }

    /// <summary>A row a model, as Markdown. One that cannot be imported does not end it.</summary>
    private static int Table(string[] paths, Func<string, string, Comparison?> run)
    {
        // Models of a collection are often called alike, each in a folder of its own.
        bool isNamedByFolder = paths.Select(path => Path.GetFileName(path)).Distinct().Count() < paths.Length;
        Console.WriteLine("| model | largest difference | CnnGen, ms | ONNX Runtime, ms | ratio |");
        Console.WriteLine("|---|---:|---:|---:|---:|");
        int result = ToolConsole.Success;
        foreach (string path in paths)
        {
            string name = isNamedByFolder ? Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path)))! : Path.GetFileNameWithoutExtension(path);
            int ended = ToolConsole.Run(() =>
            {
                if (run(path, name) is not { } comparison)
                {
                    return ToolConsole.Failure;
                }

                bool isEqual = comparison.Relative <= Tolerance;
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {name} | {comparison.Relative:0.0e-0}{(isEqual ? "" : " NOT THE SAME")} | {comparison.Milliseconds:f2} | "
                    + $"{comparison.RuntimeMilliseconds:f2} | {comparison.RuntimeMilliseconds / comparison.Milliseconds:f2} |"));
                return isEqual ? ToolConsole.Success : ToolConsole.Failure;
            });
            result = Math.Max(result, ended);
        }

        return result;
    }

    private static Comparison? Run(string path, ImportOptions options, int images, int threads, int turns, CancellationToken cancellation)
    {
        if (ToolConsole.Import(path, options) is not { } files)
        {
            return null;
        }

        Console.Error.WriteLine($"{files.Network.Name}: compiling …");
        using CompiledNetwork compiled = CompiledNetwork.Compile(files.Network.Name, files.Source, files.Weights, cancellation);
        return Comparison.Run(path, files.Network, compiled, images, threads, turns);
    }
}
