namespace CnnGen.Generator.Model;

/// <summary>One layer attribute as it was written.</summary>
/// <param name="Kind">
/// The attribute's name without its suffix: <c>Conv</c>. With its namespace where it is not one of ours; the <see cref="BlockSpec.Key"/> of a block.
/// </param>
/// <param name="Name">The name the user gave, if any.</param>
/// <param name="As">The label of its output, if any.</param>
/// <param name="From">The label it takes its input from, if any.</param>
/// <param name="Arguments">Constructor arguments by parameter name (complete, with defaults), then properties that were set.</param>
/// <param name="IsReadable">False where the compiler itself rejects the attribute; nothing more is said about it or about what depends on it.</param>
internal sealed record LayerSpec(string Kind, string? Name, string? As, string? From, EquatableArray<ArgumentSpec> Arguments, bool IsReadable = true)
{
    /// <summary>The earlier layer or use whose tensors it uses, if any.</summary>
    public string? Weights { get; init; }

    /// <summary>The condition on which it is there, or null.</summary>
    public string? When { get; init; }

    /// <summary>How often it stands there, or null for once.</summary>
    public ArgumentValue? Repeat { get; init; }

    /// <summary>Whether its tensors are trained.</summary>
    public bool IsTrainable { get; init; } = true;

    /// <summary>Whether a block's values are computed once more in the backward pass instead of being kept.</summary>
    public bool IsCheckpointed { get; init; }
}

/// <summary>One argument of a layer attribute.</summary>
internal sealed record ArgumentSpec(string Name, ArgumentValue Value);
