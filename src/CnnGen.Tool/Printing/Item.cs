using CnnGen.Tool.Import;

namespace CnnGen.Tool.Printing;

/// <summary>An attribute of a declaration: a layer, or the use of a block.</summary>
/// <param name="Kind">The attribute's name.</param>
/// <param name="Positional">Arguments of the constructor.</param>
/// <param name="Named">Properties, or arguments by name where <see cref="IsBlock"/>.</param>
/// <param name="Sources">What it reads: indices of items before it, or <see cref="ScopeInput"/>.</param>
internal sealed record Item(string Kind, IReadOnlyList<Argument> Positional, IReadOnlyList<(string Name, Argument Value)> Named, IReadOnlyList<int> Sources)
{
    /// <summary>The block's or network's input.</summary>
    public const int ScopeInput = -1;

    /// <summary>Its name, where that is to be written.</summary>
    public string? Name { get; init; }

    /// <summary>What the values that it reads are called, where it names the network's outputs.</summary>
    public IReadOnlyList<string> OutputNames { get; init; } = [];

    /// <summary>It reads several values that it names.</summary>
    public bool TakesOperands { get; init; }

    /// <summary>Whether the order of its operands means nothing.</summary>
    public bool IsCommutative => Kind is "Add" or "Multiply";

    public bool IsBlock { get; init; }

    /// <summary>How many times it follows itself; the name then counts.</summary>
    public int Repeat { get; init; } = 1;

    /// <summary>Whether it begins a line: what follows it changes its values only.</summary>
    public bool BeginsLine => IsBlock || Kind is "Input" or "Output" or "Conv" or "ConvTranspose" or "Dense";
}

/// <summary>A repeated part as a class of its own.</summary>
/// <param name="Name">The attribute's name without its suffix.</param>
/// <param name="Parameters">Parameters of the constructor, with their default where most uses agree.</param>
/// <param name="Items">Its body.</param>
internal sealed record BlockClass(string Name, IReadOnlyList<BlockParameter> Parameters, IReadOnlyList<Item> Items);

/// <summary>A parameter of a block.</summary>
internal sealed record BlockParameter(string Name, int? Default)
{
    /// <summary>Whether other blocks give it an expression, so that its type is <c>object</c>.</summary>
    public bool TakesExpressions { get; init; }

    public string Source => TakesExpressions ? $"object {Name}" : Default is { } value ? FormattableString.Invariant($"int {Name} = {value}") : $"int {Name}";

    /// <summary>The order in the constructor: those with a default behind the others.</summary>
    public static int[] Order(IReadOnlyList<BlockParameter> parameters) =>
        [.. Enumerable.Range(0, parameters.Count).OrderBy(i => parameters[i].Default is null ? 0 : 1)];
}

/// <summary>A network with its blocks, ready to be written.</summary>
/// <param name="Name">The class's name.</param>
/// <param name="Items">Its layers, the input first.</param>
/// <param name="Blocks">The blocks that it uses.</param>
internal sealed record NetworkClass(string Name, IReadOnlyList<Item> Items, IReadOnlyList<BlockClass> Blocks);
