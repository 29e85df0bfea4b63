using CnnGen.Generator.Model;

namespace CnnGen.Generator.Blocks;

/// <summary>One use of a block, or what stands around all uses: the network, or the body of a block that is checked by itself.</summary>
/// <param name="parent">The instance in whose body the use stands; null for the outermost.</param>
/// <param name="use">Index of the use among the items, −1 for the outermost.</param>
/// <param name="key">The block's key; empty for a network.</param>
/// <param name="parameters">The parameters by name, with their values.</param>
internal sealed class BlockInstance(BlockInstance? parent, int use, string key, IReadOnlyDictionary<string, ArgumentValue> parameters)
{
    public BlockInstance? Parent => parent;

    public int Use => use;

    public string Key => key;

    public IReadOnlyDictionary<string, ArgumentValue> Parameters => parameters;

    /// <summary>Which use it is, by places of attributes from the outermost declaration on: the same each time the network is expanded.</summary>
    public string Path { get; init; } = "";

    /// <summary>Whose parameters these are, as messages say it.</summary>
    public required string Owner { get; init; }

    /// <summary>The use with its arguments, and the uses around it: <c>Bottleneck(64, 2) in Stage(64)</c>. Null for the outermost.</summary>
    public string? Description { get; init; }

    /// <summary>The block's name.</summary>
    public required string Name { get; init; }

    /// <summary>Whether this is no network: its input is a block's.</summary>
    public bool IsBlock => key.Length > 0;

    /// <summary>For each parameter the argument of the outermost use on which its value depends, where there is one.</summary>
    public Dictionary<string, string> Origins { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Whether a name in the body is a parameter that holds a label or name of the place where the block is used.</summary>
    public bool HoldsName(string name) => parameters.TryGetValue(name, out ArgumentValue? value) && value is NamesArgument;

    /// <summary>What such a parameter holds; null while the block is checked by itself.</summary>
    public string? OuterName(string name) =>
        parameters.TryGetValue(name, out ArgumentValue? value) && value is NamesArgument { Values: { Count: 1 } values } ? values[0] : null;

    /// <summary>The blocks from the outermost to this one.</summary>
    public IEnumerable<BlockInstance> Chain => parent is null ? [this] : parent.Chain.Append(this);
}
