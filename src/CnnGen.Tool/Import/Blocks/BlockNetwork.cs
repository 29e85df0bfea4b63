using CnnGen.Tool.Printing;

namespace CnnGen.Tool.Import.Blocks;

/// <summary>A network with its repeated parts as blocks.</summary>
internal static class BlockNetwork
{
    public static NetworkClass Of(ImportedNetwork network)
    {
        Dictionary<Layer, Entry> entryOf = [];
        string[] automatic = LayerNames.Automatic(network.Layers.Select(layer => layer.Kind));
        List<Entry> flat = [];
        for (int i = 0; i < network.Layers.Count; i++)
        {
            Layer layer = network.Layers[i];
            Entry entry = new()
            {
                Kind = layer.Kind,
                Positional = layer.Positional,
                Named = DefaultArguments.Added(layer),
                Sources = [.. layer.Inputs.Select(input => entryOf[input])],
                Path = layer.Tensors.Count > 0 && layer.Name != automatic[i] ? layer.Name : null,
                HasTensors = layer.Tensors.Count > 0,
                TakesOperands = layer.TakesOperands,
                OutputNames = layer.OutputNames,
            };
            entryOf[layer] = entry;
            flat.Add(entry);
        }

        (List<Entry> entries, IReadOnlyList<Block> blocks) = BlockFinder.Run(flat);
        RepeatedUses.Run(entries);
        foreach (Block block in blocks)
        {
            RepeatedUses.Run(block.Body);
        }

        HashSet<Block> nested = [.. blocks
            .SelectMany(block => block.Body)
            .Concat(entries)
            .Where(entry => entry.Positional.OfType<ExpressionArgument>().Any())
            .Select(entry => entry.Block!)
            .Where(block => block is not null)];
        Entry[] uses = [.. entries.Concat(blocks.SelectMany(block => block.Body)).Where(entry => entry.Block is not null)];
        Dictionary<Block, BlockParameter[]> parameters = blocks.ToDictionary(block => block, block => Parameters(block, nested.Contains(block), uses));
        return new NetworkClass(
            network.Name,
            Items(entries, null, "", parameters),
            [.. blocks.Select(block => new BlockClass(block.Name, parameters[block], Items(block.Body, block.Input, "", parameters)))]);
    }

    /// <summary>A parameter has a default where at least half of the uses agree, and comes behind those without.</summary>
    private static BlockParameter[] Parameters(Block block, bool isNested, Entry[] uses) =>
    [
        .. block.Parameters.Select((name, i) =>
        {
            int[] values = [.. uses
                .Where(use => use.Block == block)
                .Select(use => use.Positional[i])
                .OfType<WholeArgument>()
                .Select(argument => argument.Value)];
            var most = values.GroupBy(value => value).MaxBy(group => group.Count());
            return new BlockParameter(name, isNested || most is null || most.Count() * 2 < values.Length ? null : most.Key) { TakesExpressions = isNested };
        }),
    ];

    private static Item[] Items(IReadOnlyList<Entry> entries, Entry? input, string prefix, Dictionary<Block, BlockParameter[]> parameters)
    {
        string[] automatic = LayerNames.Automatic(entries.Select(entry => (entry.Kind, entry.Repeat)));
        Dictionary<Entry, int> places = entries.Select((entry, i) => (entry, i)).ToDictionary();
        return
        [
            .. entries.Select((entry, i) =>
            {
                string? name = entry.Path is null ? null : BlockRange.Local(entry.Path, prefix);
                (IReadOnlyList<Argument> positional, IReadOnlyList<(string, Argument)> named) = entry.Block is null
                    ? (entry.Positional, DefaultArguments.Removed(entry))
                    : UseArguments(entry, parameters[entry.Block]);
                return new Item(entry.Kind, positional, named, [.. entry.Sources.Select(source => source == input ? Item.ScopeInput : places[source])])
                {
                    Name = name == automatic[i] ? null : name,
                    TakesOperands = entry.TakesOperands,
                    OutputNames = entry.OutputNames,
                    IsBlock = entry.Block is not null,
                    Repeat = entry.Repeat,
                };
            }),
        ];
    }

    /// <summary>Arguments without those that are the default; behind the first that is left out by name.</summary>
    private static (IReadOnlyList<Argument> Positional, IReadOnlyList<(string Name, Argument Value)> Named) UseArguments(Entry use, BlockParameter[] parameters)
    {
        // Parameters with a default stand behind the others, in the class as well.
        int[] order = BlockParameter.Order(parameters);
        List<Argument> positional = [];
        List<(string, Argument)> named = [];
        bool isComplete = true;
        foreach (int i in order)
        {
            bool isDefault = parameters[i].Default is { } value && use.Positional[i] is WholeArgument whole && whole.Value == value;
            isComplete &= !isDefault;
            if (isComplete)
            {
                positional.Add(use.Positional[i]);
            }
            else if (!isDefault)
            {
                named.Add((parameters[i].Name, use.Positional[i]));
            }
        }

        return (positional, named);
    }
}
