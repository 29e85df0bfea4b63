using CnnGen.Generator.Model;

namespace CnnGen.Generator.Ir;

/// <summary>One value of the graph: an operator applied to earlier nodes.</summary>
/// <param name="Name">The layer's name as a <see cref="DisplayName"/>: <c>conv1</c>; unique. Its tensors keep the name that was written.</param>
/// <param name="Operator">What is computed.</param>
/// <param name="Inputs">Indices of earlier nodes.</param>
/// <param name="Shape">Shape of the value, per image.</param>
/// <param name="Parameters">Its tensors.</param>
internal sealed record Node(string Name, Operator Operator, EquatableArray<int> Inputs, TensorShape Shape, EquatableArray<ParameterSpec> Parameters)
{
    /// <summary>A batch norm whose running averages are multiplied into the layer's weights when they are packed, or null.</summary>
    public FoldedNorm? FoldedNorm { get; init; }

    /// <summary>
    /// Which block with checkpointing it stands in: of its values the backward pass finds those only that nodes outside of the block read. 0 where all are
    /// kept.
    /// </summary>
    public int Checkpoint { get; init; }

    /// <summary>The node whose value this one computes once more for the backward pass, by its name; null where it is computed for the first time.</summary>
    public string? Recomputes { get; init; }

    /// <summary>Trainable parameters.</summary>
    public long ParameterCount => Parameters.Sum(parameter => parameter.IsTrainable ? (long)parameter.Length : 0);
}
