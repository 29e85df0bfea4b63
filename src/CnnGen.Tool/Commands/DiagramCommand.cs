using System.CommandLine;
using CnnGen.Generator.Graph;
using Networks.Diagrams;

namespace CnnGen.Tool.Commands;

/// <summary><c>cnngen diagram</c>: a picture of a network's layers.</summary>
internal static class DiagramCommand
{
    public static Command Create()
    {
        NetworkArguments network = new();
        Option<string> output = new("--out") { Description = "The SVG file to write.", Required = true };
        Command command = new("diagram", "Draws the layers of a model or of a network in C# as SVG; equal blocks behind each other are drawn once.") { output };
        network.AddTo(command);
        command.SetAction(parsed => ToolConsole.Run(() =>
        {
            if (network.Read(parsed) is not { Graph: { } graph, Info: { } info } declared)
            {
                return ToolConsole.Failure;
            }

            string path = parsed.GetValue(output)!;
            File.WriteAllText(path, NetworkDiagram.Draw(info));
            Console.WriteLine($"{path}: {NetworkTable.Headline(declared.Name, graph)}");
            return ToolConsole.Success;
        }));
        return command;
    }
}
