using System.CommandLine;
using CnnGen.Samples;
using Networks.Catalog;
using Networks.Checking;

namespace Networks.CommandLine;

/// <summary><c>check [NAME …]</c>: logits for weights that anyone can make, against those that PyTorch computed.</summary>
internal static class CheckCommand
{
    private const string DataVariable = "CNNGEN_TESTDATA";

    private static readonly Argument<string[]> s_names = new("names")
    {
        Description = "The networks; all unless given.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<DirectoryInfo?> s_data = new("--data")
    {
        Description = $"Folder with tensors.json and expected_logits.safetensors of each network; ${DataVariable}/networks unless given.",
    };

    public static Command Build()
    {
        Command command = new("check", "Compares logits with those of PyTorch for the same deterministic weights.") { s_names, s_data };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult command)
    {
        CatalogEntry[] entries = [.. command.GetValue(s_names)!.Select(NetworkCatalog.Find)];
        string data = command.GetValue(s_data)?.ToString() ?? DefaultData();
        using StopSignal stop = new();
        bool isRight = new LogitCheck(data, stop.Token).Run(entries.Length == 0 ? NetworkCatalog.All : entries);
        return isRight ? ExitCodes.Success : ExitCodes.Failure;
    }

    private static string DefaultData() => Environment.GetEnvironmentVariable(DataVariable) is { Length: > 0 } folder
        ? Path.Combine(folder, "networks")
        : throw new UserErrorException($"No folder of expected logits: give --data, or set {DataVariable}.");
}
