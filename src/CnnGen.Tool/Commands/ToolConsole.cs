using CnnGen.Tool.Import;
using CnnGen.Tool.Onnx;
using Spectre.Console;

namespace CnnGen.Tool.Commands;

/// <summary>What the commands print, and how they end.</summary>
internal static class ToolConsole
{
    /// <summary>The command did what it should.</summary>
    public const int Success = 0;

    /// <summary>What was asked for cannot be done; the reason was printed.</summary>
    public const int Failure = 1;

    /// <summary>Runs a command: an error in a file of the user's is one line, never a stack trace.</summary>
    public static int Run(Func<int> command)
    {
        try
        {
            return command();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotExpressibleException)
        {
            Console.Error.WriteLine($"error: {error.Message}");
            return Failure;
        }
    }

    /// <summary>One table of everything that stands in the way, by operator.</summary>
    public static void Report(IReadOnlyList<ImportProblem> problems)
    {
        Table table = new Table().Border(TableBorder.Simple).AddColumns("operator", "nodes", "reason", "such as");
        foreach (var group in problems.GroupBy(problem => (problem.Operator, problem.Reason)).OrderBy(group => group.Key.Operator, StringComparer.Ordinal))
        {
            string names = string.Join(", ", group.Take(3).Select(problem => problem.Node)) + (group.Count() > 3 ? ", …" : "");
            table.AddRow(Markup.Escape(group.Key.Operator), $"{group.Count()}", Markup.Escape(group.Key.Reason), Markup.Escape(names));
        }

        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        if (Console.IsErrorRedirected)
        {
            console.Profile.Width = 200;
        }

        console.WriteLine($"{problems.Count} of the model's nodes cannot be expressed:");
        console.Write(table);
    }

    /// <summary>Imports a file; null where nodes cannot be expressed, which is reported.</summary>
    public static ImportedFiles? Import(string path, ImportOptions options)
    {
        OnnxModel model = OnnxModel.Read(path);
        ImportOptions named = options with { Name = options.Name ?? Path.GetFileNameWithoutExtension(path) };
        ImportResult result = Importer.Import(model, named);
        if (result.Network is { } network)
        {
            return ImportedFiles.Of(network, model, named, Path.GetFileName(path));
        }

        Report(result.Problems);
        return null;
    }
}
