using System.CommandLine;
using CnnGen.Samples;
using Networks.Catalog;
using Networks.Diagrams;

namespace Networks.CommandLine;

/// <summary><c>diagram NAME --out FILE.svg</c>: a picture of the network.</summary>
internal static class DiagramCommand
{
    private static readonly Argument<string> s_name = Arguments.Network();
    private static readonly Option<FileInfo> s_out = new("--out") { Description = "Receives the picture, as SVG.", Required = true };

    public static Command Build()
    {
        Command command = new("diagram", "Draws a network: its layers, branches and repeated blocks.") { s_name, s_out };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult command)
    {
        CatalogEntry entry = NetworkCatalog.Find(command.GetRequiredValue(s_name));
        FileInfo file = command.GetRequiredValue(s_out);
        string picture = NetworkDiagram.Draw(entry.Info);
        file.Directory?.Create();
        File.WriteAllText(file.FullName, picture);
        Console.WriteLine($"{entry.Name}: {file}");
        return ExitCodes.Success;
    }
}
