using System.CommandLine;
using System.Globalization;
using CnnGen.Samples;
using Networks.Catalog;

namespace Networks.CommandLine;

/// <summary><c>list</c>: the networks with their counts.</summary>
internal static class ListCommand
{
    private static readonly Option<FileInfo?> s_json = Arguments.Json();

    public static Command Build()
    {
        Command command = new("list", "Lists the networks: parameters, multiply-adds and working memory of one image.") { s_json };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult command)
    {
        NetworkFigures[] networks = [.. NetworkCatalog.All.Select(NetworkFigures.Of)];
        Print("network", "input", "parameters", "multiply-adds", "arena bytes");
        foreach (NetworkFigures network in networks)
        {
            Print(network.Name, network.Input, Digits(network.Parameters), Digits(network.MultiplyAdds), Digits(network.ArenaBytes));
        }

        JsonFile.Write(command.GetValue(s_json), networks, NetworksJson.Default.NetworkFiguresArray);
        return ExitCodes.Success;
    }

    private static string Digits(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static void Print(string name, string input, string parameters, string multiplyAdds, string arenaBytes) =>
        Console.WriteLine($"{name,-16}{input,-12}{parameters,12}{multiplyAdds,16}{arenaBytes,13}");
}
