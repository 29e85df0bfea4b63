using System.CommandLine;
using CnnGen.Generator.Graph;
using CnnGen.Tool.Import;

namespace CnnGen.Tool.Commands;

/// <summary><c>cnngen import</c>: a class and its weights.</summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        ModelArguments model = new();
        Option<string?> name = new("--name") { Description = "The class's name; the file's by default." };
        Option<string?> space = new("--namespace") { Description = "The class's namespace." };
        Option<string> folder = new("--out") { Description = "Where the files are written.", DefaultValueFactory = _ => "." };
        Option<bool> flat = new("--flat") { Description = "Write every layer, without blocks for repeated parts." };
        Command command = new("import", "Writes an ONNX model as a C# class and a safetensors file.") { name, space, folder, flat };
        model.AddTo(command);
        command.SetAction(parsed => ToolConsole.Run(() => Run(
            parsed.GetValue(model.Model)!,
            model.Read(parsed) with { Name = parsed.GetValue(name), Namespace = parsed.GetValue(space), FindsBlocks = !parsed.GetValue(flat) },
            parsed.GetValue(folder)!)));
        return command;
    }

    private static int Run(string path, ImportOptions options, string folder)
    {
        if (ToolConsole.Import(path, options) is not { } files)
        {
            return ToolConsole.Failure;
        }

        Directory.CreateDirectory(folder);
        string source = Path.Combine(folder, files.Network.Name + ".cs");
        string weights = Path.Combine(folder, Path.GetFileNameWithoutExtension(path) + ".safetensors");
        File.WriteAllText(source, files.Source);
        files.Weights.Save(weights);
        Console.WriteLine(NetworkTable.Headline(files.Network.Name, files.Declared.Graph!));
        Console.WriteLine($"{source}: {files.Source.Count(letter => letter == '\n')} lines, {files.BlockCount} blocks");
        foreach (string reason in files.RefusedBlocks.Take(3))
        {
            Console.WriteLine($"note: repeated parts are written out: {reason}");
        }

        Console.WriteLine($"{weights}: {files.Weights.Tensors.Count} tensors");
        return ToolConsole.Success;
    }
}
