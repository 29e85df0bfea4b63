using System.CommandLine;
using CnnGen.Tool.FrontHalf;
using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Commands;

/// <summary>A network in a file of C#, or a model: for commands that take both.</summary>
internal sealed class NetworkArguments
{
    private readonly ModelArguments _model = new();
    private readonly Option<string?> _class = new("--class") { Description = "The network, where a file of C# has several." };

    public Argument<string> File => _model.Model;

    public void AddTo(Command command)
    {
        _model.Model.Description = "An ONNX file, or a file of C# with a network.";
        _model.AddTo(command);
        command.Options.Add(_class);
    }

    /// <summary>The network; null where it cannot be read, which was reported.</summary>
    public DeclaredNetwork? Read(ParseResult parsed)
    {
        string path = parsed.GetValue(_model.Model)!;
        return Path.GetExtension(path).Equals(".cs", StringComparison.OrdinalIgnoreCase)
            ? Declared(path, parsed.GetValue(_class))
            : ToolConsole.Import(path, _model.Read(parsed))?.Declared;
    }

    /// <summary>A network of a file of C#. Blocks may stand in the other files of its folder.</summary>
    public static DeclaredNetwork? Declared(string path, string? name)
    {
        if (!System.IO.File.Exists(path))
        {
            throw new OnnxFileException($"{path} is not there.");
        }

        string full = Path.GetFullPath(path);
        string folder = Path.GetDirectoryName(full)!;
        IEnumerable<string> files = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"))
            .Order(StringComparer.Ordinal);
        DeclaredNetwork[] networks = [.. DeclaredNetwork.Of(SourceCompiler.Compilation(files.Select(file => (file, System.IO.File.ReadAllText(file)))), full)];
        DeclaredNetwork[] wanted = [.. networks.Where(network => name is null || network.Name == name)];
        if (wanted.Length != 1)
        {
            string names = networks.Length == 0 ? "no network" : string.Join(", ", networks.Select(network => network.Name));
            throw new OnnxFileException(name is null ? $"{path} has {names}; choose one with --class." : $"{path} has no network {name}; it has {names}.");
        }

        foreach (string error in wanted[0].Errors)
        {
            Console.Error.WriteLine(error);
        }

        return wanted[0].Graph is null ? null : wanted[0];
    }
}
