using CnnGen.Generator.Model;

namespace CnnGen.Generator.Ir;

/// <summary>One tensor of a node, in PyTorch's layout.</summary>
/// <param name="Name">PyTorch's name: <c>conv1.weight</c>.</param>
/// <param name="Shape">[out, in, kh, kw], [out, in] or [out].</param>
/// <param name="ReductionLength">Inputs that one output sums over.</param>
/// <param name="Role">What it is to its layer.</param>
internal sealed record ParameterSpec(string Name, EquatableArray<int> Shape, int ReductionLength, ParameterRole Role)
{
    /// <summary>Whether the tensor has a gradient; running statistics have none, nor has what is frozen.</summary>
    public bool IsTrainable => !IsFrozen && Role is not (ParameterRole.RunningMean or ParameterRole.RunningVariance);

    /// <summary>Whether the network declares that the tensor is not trained.</summary>
    public bool IsFrozen { get; init; }

    /// <summary>Its values before training, where they are written down; empty where they are not.</summary>
    public EquatableArray<float> Values { get; init; } = [];

    /// <summary>What all its values are before training, where its role does not say.</summary>
    public float? Initial { get; init; }

    public int Length
    {
        get
        {
            int length = 1;
            foreach (int size in Shape)
            {
                length *= size;
            }

            return length;
        }
    }
}

/// <summary>What a tensor is to its layer; printed as the library's enum of the same name.</summary>
internal enum ParameterRole
{
    Weight,
    Bias,
    Scale,
    Shift,
    RunningMean,
    RunningVariance,
}
