using System.CommandLine;
using CnnGen.Tool.Weights;

namespace CnnGen.Tool.Commands;

/// <summary><c>cnngen weights convert</c>: weights of other programs as safetensors.</summary>
internal static class WeightsCommand
{
    public static Command Create()
    {
        Argument<string> input = new("in") { Description = "A .pth or .pt file of PyTorch 1.6 or later, an .npz file, or safetensors of any precision." };
        Argument<string> output = new("out") { Description = "The safetensors file to write, in single precision." };
        Option<string?> prefix = new("--strip-prefix") { Description = "What names lose at their beginning, such as module." };
        Option<string[]> renames = new("--rename") { Description = "old=new, for a whole name or for its beginning up to a dot." };
        Command convert = new("convert", "Writes weights of PyTorch or NumPy as safetensors.") { input, output, prefix, renames };
        convert.SetAction(parsed => ToolConsole.Run(() => Run(
            parsed.GetValue(input)!,
            parsed.GetValue(output)!,
            parsed.GetValue(prefix),
            [.. (parsed.GetValue(renames) ?? []).Select(Pair)])));
        return new Command("weights", "Files of weights.") { convert };
    }

    private static int Run(string input, string output, string? prefix, IReadOnlyList<(string From, string To)> renames)
    {
        List<string> skipped = [];
        IReadOnlyList<SafetensorsTensor> tensors = WeightConversion.Rename(WeightConversion.Read(input, skipped), prefix, renames);
        new SafetensorsFile(tensors).Save(output);
        Console.WriteLine($"{output}: {tensors.Count} tensors, {tensors.Sum(tensor => (long)tensor.Count):N0} values");
        if (skipped.Count > 0)
        {
            Console.WriteLine(
                $"left out, since they are whole numbers: {string.Join(", ", skipped.Take(3))}{(skipped.Count > 3 ? $" and {skipped.Count - 3} more" : "")}");
        }

        return ToolConsole.Success;
    }

    private static (string From, string To) Pair(string text) => text.Split('=') is [{ Length: > 0 } from, var to]
        ? (from, to)
        : throw new WeightFileException($"--rename {text} is not of the form old=new.");
}
