using System.Globalization;

namespace CnnGen.Tool.Import.Blocks;

/// <summary>What a block is called, by what it does.</summary>
internal static class BlockNames
{
    public static string Of(BlockRange range, IReadOnlyList<Block> others)
    {
        string name = Describe(range);
        string unique = name;
        for (int i = 2; others.Any(block => block.Name == unique) || typeof(NetworkAttribute).Assembly.GetType($"CnnGen.{unique}Attribute") is not null; i++)
        {
            unique = name + i.ToString(CultureInfo.InvariantCulture);
        }

        return unique;
    }

    private static string Describe(BlockRange range)
    {
        string[] kinds = [.. range.Entries.Select(entry => entry.Block?.Name ?? entry.Kind)];
        Entry? sum = range.Entries.LastOrDefault(entry => entry.Kind == "Add");
        Entry? join = range.Entries.LastOrDefault(entry => entry.Kind == "Concat");
        bool isGated = kinds.Contains("Multiply");
        if (sum is not null)
        {
            return (isGated ? "Gated" : "") + (sum.Sources.Contains(range.Input) ? "Residual" : "Projection");
        }

        if (join is not null)
        {
            return join.Sources.Contains(range.Input) ? "DenseLayer" : "Branches";
        }

        bool isConvolution = kinds.All(kind => kind is "Conv" or "BatchNorm" || range.Entries[Array.IndexOf(kinds, kind)].IsActivation);
        bool endsInPool = kinds[^1] is "AveragePool" or "MaxPool";
        return isGated ? "Gate" : endsInPool ? "Reduction" : isConvolution && kinds.Count(kind => kind == "Conv") == 1 ? "ConvNorm" : "Part";
    }
}
