using System.Globalization;
using CnnGen.Generator.Operators;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Tool.Import;

/// <summary>A name for every layer: the one that the model suggests, or the one that the language gives.</summary>
internal static class LayerNames
{
    /// <summary>Gives each layer its name.</summary>
    public static void Assign(IReadOnlyList<Layer> layers)
    {
        string[] automatic = Automatic(layers.Select(layer => layer.Kind));
        HashSet<string> taken = [];
        for (int i = 0; i < layers.Count; i++)
        {
            if (layers[i].Tensors.Count == 0 || layers[i].Name is not { } name)
            {
                layers[i].Name = null;
                continue;
            }

            layers[i].Name = Unique(name, taken);
        }

        // A name that the model gave one layer may be what the language calls another.
        for (int i = 0; i < layers.Count; i++)
        {
            layers[i].Name ??= Unique(automatic[i], taken);
        }
    }

    /// <summary>What the language calls layers without a name: their kind and a running number.</summary>
    public static string[] Automatic(IEnumerable<string> kinds) => Automatic(kinds.Select(kind => (kind, 1)));

    /// <summary>The same where some are repeated: the name of the first of each.</summary>
    public static string[] Automatic(IEnumerable<(string Kind, int Repeat)> layers)
    {
        Dictionary<string, int> counts = [];
        return [.. layers.Select(layer =>
        {
            LayerDefinition? definition = LayerDefinitions.Find(layer.Kind);
            string prefix = definition?.Prefix ?? layer.Kind.ToLowerInvariant();
            int before = counts.GetValueOrDefault(prefix);
            counts[prefix] = before + layer.Repeat;
            return definition is { IsInput: true } or { Loss: not null } ? prefix : prefix + (before + 1).ToString(CultureInfo.InvariantCulture);
        })];
    }

    private static string Unique(string name, HashSet<string> taken)
    {
        string unique = name;
        for (int i = 2; !taken.Add(unique); i++)
        {
            unique = FormattableString.Invariant($"{name}_{i}");
        }

        return unique;
    }
}
