namespace CnnGen.Tool.Import.Blocks;

/// <summary>A layer, or the use of a block that was found, while blocks are looked for.</summary>
internal sealed class Entry
{
    public required string Kind { get; init; }

    /// <summary>Arguments of the constructor; of a use, all of them in the order of the parameters.</summary>
    public required IReadOnlyList<Argument> Positional { get; init; }

    public IReadOnlyList<(string Name, Argument Value)> Named { get; init; } = [];

    /// <summary>What it reads.</summary>
    public required List<Entry> Sources { get; init; }

    /// <summary>Its full name where the model gave it one: of a layer with tensors, or the prefix of a use.</summary>
    public string? Path { get; init; }

    public bool TakesOperands { get; init; }

    /// <summary>What the values that it reads are called, where it names the network's outputs.</summary>
    public IReadOnlyList<string> OutputNames { get; init; } = [];

    /// <summary>Whether it has tensors, or is a use of a block that has.</summary>
    public bool HasTensors { get; init; }

    /// <summary>The block that it is a use of.</summary>
    public Block? Block { get; init; }

    /// <summary>How many uses behind each other it stands for.</summary>
    public int Repeat { get; init; } = 1;

    /// <summary>Whether it changes each value by itself and nothing else.</summary>
    public bool IsActivation =>
        Kind is "Relu" or "Clip" or "Silu" or "HardSwish" or "Gelu" or "Sigmoid" or "Tanh" or "LeakyRelu" or "Elu" or "Selu" or "Mish" or "Softplus"
            or "HardSigmoid";
}

/// <summary>A block that was found.</summary>
internal sealed class Block
{
    public required string Name { get; init; }

    public required IReadOnlyList<string> Parameters { get; init; }

    /// <summary>Its layers; their arguments name parameters.</summary>
    public required List<Entry> Body { get; init; }

    /// <summary>What its body calls its input.</summary>
    public required Entry Input { get; init; }

    /// <summary>What the names in its body begin with; the uses have it in theirs.</summary>
    public required string? Prefix { get; init; }
}
