namespace CnnGen.Generator.Model;

/// <summary>What a user wrote on one class, without locations: the only thing that crosses from parsing to compiling.</summary>
/// <param name="Namespace">Full namespace, empty for the global one.</param>
/// <param name="ContainingTypes">The partial types around the class, outermost first.</param>
/// <param name="Declaration">The class itself.</param>
/// <param name="Layers">Its layers, in source order; <c>Input</c> is one of them.</param>
/// <param name="Blocks">The blocks that they use, directly or not, each once: an edit of a block is an edit of every network that uses it.</param>
/// <param name="Winograd">Whether Winograd's algorithm, and Strassen's, are allowed; null where nothing was said.</param>
/// <param name="Bf16DenseWeights">Whether inference keeps the weights of large dense layers in half the bits.</param>
/// <param name="NativePrefix">What the names of its C functions begin with; null for a network that is not exported.</param>
internal sealed record NetworkSpec(
    string Namespace,
    EquatableArray<TypeHeader> ContainingTypes,
    TypeHeader Declaration,
    EquatableArray<LayerSpec> Layers,
    EquatableArray<BlockSpec> Blocks,
    bool? Winograd = null,
    bool Bf16DenseWeights = false,
    string? NativePrefix = null)
{
    /// <summary>The class's name.</summary>
    public string Name => Declaration.Name.TrimStart('@');

    /// <summary>Whether it can be looked into: values and gradients of all layers, and the time that each takes.</summary>
    public bool IsInspectable { get; init; }

    /// <summary>What may be generated for the class.</summary>
    public EmittedPart Part { get; init; } = EmittedPart.Network;

    /// <summary>Members that the class cannot get, since something else has their name.</summary>
    public EquatableArray<string> TakenMembers { get; init; } = [];

    /// <summary>Whether another network has the same full name but for the case of letters, which file systems may not tell apart.</summary>
    public bool SharesFileName { get; init; }

    /// <summary>What went wrong inside the generator; null if nothing did.</summary>
    public string? Fault { get; init; }
}

/// <summary>What may be generated for a class.</summary>
internal enum EmittedPart
{
    /// <summary>Everything.</summary>
    Network,

    /// <summary>The members that the rest of the program reads, without code: the class is wrong, and an error says so.</summary>
    Stub,

    /// <summary>Nothing: the compiler would reject another part of the class.</summary>
    Nothing,
}

/// <summary>How a type is declared, as far as another part of it must repeat it.</summary>
/// <param name="Keyword"><c>class</c>, <c>struct</c>, <c>record</c>, <c>record struct</c> or <c>interface</c>.</param>
/// <param name="Name">Without type parameters, escaped where it is a keyword.</param>
internal sealed record TypeHeader(string Keyword, string Name);
