namespace CnnGen.Tool.Import.Blocks;

/// <summary>
/// Properties that are left out because they have their default, written down while blocks are looked for: a stride of 1 beside one of 2 is a parameter.
/// </summary>
internal static class DefaultArguments
{
    private static readonly (string Property, int Default)[] s_convolution = [("Stride", 1), ("Padding", 0), ("Groups", 1)];

    public static IReadOnlyList<(string Name, Argument Value)> Added(Layer layer)
    {
        if (layer.Kind != "Conv")
        {
            return layer.Named;
        }

        List<(string, Argument)> named = [];
        foreach ((string property, int value) in s_convolution)
        {
            if (layer.Named.TrueForAll(pair => !pair.Name.StartsWith(property, StringComparison.Ordinal)))
            {
                named.Add((property, value));
            }
            else
            {
                named.AddRange(layer.Named.Where(pair => pair.Name.StartsWith(property, StringComparison.Ordinal)));
            }
        }

        return [.. named, .. layer.Named.Where(pair => !s_convolution.Any(known => pair.Name.StartsWith(known.Property, StringComparison.Ordinal)))];
    }

    public static IReadOnlyList<(string Name, Argument Value)> Removed(Entry entry) => entry.Kind != "Conv" ? entry.Named
        : [.. entry.Named.Where(pair =>
            !s_convolution.Any(known => known.Property == pair.Name && pair.Value is WholeArgument whole && whole.Value == known.Default))];
}
