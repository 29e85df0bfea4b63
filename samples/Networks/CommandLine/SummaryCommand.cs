using System.CommandLine;
using CnnGen.Samples;
using Networks.Catalog;

namespace Networks.CommandLine;

/// <summary><c>summary NAME</c>: the table of layers.</summary>
internal static class SummaryCommand
{
    private static readonly Argument<string> s_name = Arguments.Network();

    public static Command Build()
    {
        Command command = new("summary", "Prints a network's layers with shapes, parameters and multiply-adds.") { s_name };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult command)
    {
        Console.WriteLine(NetworkCatalog.Find(command.GetRequiredValue(s_name)).Info.Summary);
        return ExitCodes.Success;
    }
}
