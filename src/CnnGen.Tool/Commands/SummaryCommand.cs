using System.CommandLine;
using CnnGen.Generator.Graph;

namespace CnnGen.Tool.Commands;

/// <summary><c>cnngen summary</c>: the table of layers.</summary>
internal static class SummaryCommand
{
    public static Command Create()
    {
        NetworkArguments network = new();
        Command command = new("summary", "Prints the layers of a model or of a network in C#, with shapes, parameters and multiply-adds.");
        network.AddTo(command);
        command.SetAction(parsed => ToolConsole.Run(() =>
        {
            if (network.Read(parsed) is not { Graph: { } graph } declared)
            {
                return ToolConsole.Failure;
            }

            foreach (string line in NetworkTable.Lines(declared.Name, graph))
            {
                Console.WriteLine(line);
            }

            return ToolConsole.Success;
        }));
        return command;
    }
}
