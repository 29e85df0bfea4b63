using System.CommandLine;
using CnnGen.Generator.Graph;
using CnnGen.Generator.Ir;
using CnnGen.Tool.FrontHalf;
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
            if (network.Read(parsed) is not { Graph: { } graph } declared)
            {
                return ToolConsole.Failure;
            }

            string path = parsed.GetValue(output)!;
            File.WriteAllText(path, NetworkDiagram.Draw(Info(declared, graph)));
            Console.WriteLine($"{path}: {NetworkTable.Headline(declared.Name, graph)}");
            return ToolConsole.Success;
        }));
        return command;
    }

    /// <summary>What a compiled network would say of itself, as far as a picture needs it.</summary>
    private static NetworkInfo Info(DeclaredNetwork network, NetworkGraph graph) => new()
    {
        Name = network.Name,
        InputHeight = graph.Input.Shape.Height,
        InputWidth = graph.Input.Shape.Width,
        InputChannels = graph.Input.Shape.Channels,
        OutputLength = graph.Nodes[graph.Output].Shape.Length,
        ParameterCount = graph.ParameterCount,
        MultiplyAdds = graph.MultiplyAdds,
        ArenaBytes = 0,
        Summary = string.Join('\n', NetworkTable.Lines(network.Name, graph)),
        Parameters = [],
    };
}
