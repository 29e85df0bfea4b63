namespace CnnGen;

/// <summary>One tensor of a network's weights.</summary>
public sealed class ParameterTensor
{
    /// <summary>Describes a tensor.</summary>
    /// <param name="name">PyTorch's name, such as <c>conv1.weight</c>.</param>
    /// <param name="shape">PyTorch's shape: [out, in, kernel height, kernel width], [out, in] or [out].</param>
    /// <param name="offset">Where its values begin in <see cref="NetworkWeights.Values"/>.</param>
    /// <param name="fanIn">Inputs that one output sums over; initialisers scale by it.</param>
    /// <param name="role">What the tensor is to its layer.</param>
    public ParameterTensor(string name, int[] shape, int offset, int fanIn, ParameterRole role)
    {
        Name = name;
        Shape = shape;
        Offset = offset;
        FanIn = fanIn;
        Role = role;
        Initial = role switch
        {
            ParameterRole.Scale or ParameterRole.RunningVariance => 1,
            ParameterRole.Shift or ParameterRole.RunningMean => 0,
            _ => null,
        };
        foreach (int size in shape)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(size, nameof(shape));
        }

        Length = (int?)SizeProduct.Of(shape)
            ?? throw new ArgumentOutOfRangeException(
                nameof(shape),
                $"{ShapeText.Name(name)}: {ShapeText.Of(shape)} has more values than the {Array.MaxLength} that can be held.");
    }

    /// <summary>PyTorch's name, such as <c>conv1.weight</c>.</summary>
    public string Name { get; }

    /// <summary>PyTorch's shape: [out, in, kernel height, kernel width], [out, in] or [out].</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>Number of values.</summary>
    public int Length { get; }

    /// <summary>Where its values begin in <see cref="NetworkWeights.Values"/>; a multiple of 16.</summary>
    public int Offset { get; }

    /// <summary>Inputs that one output sums over; initialisers scale by it.</summary>
    public int FanIn { get; }

    /// <summary>What the tensor is to its layer.</summary>
    public ParameterRole Role { get; }

    /// <summary>What all its values are in a new network; null where an <see cref="Initializer"/> draws them, as it does weights and biases.</summary>
    public float? Initial { get; init; }

    /// <summary>Its values in a new network, where the declaration writes them down; empty where it does not.</summary>
    public IReadOnlyList<float> InitialValues { get; init; } = [];

    /// <summary>Whether the network declares that it is not trained.</summary>
    public bool IsFrozen { get; init; }

    /// <summary>Whether it has a gradient and is changed by optimizers; running statistics are not, nor is what the network declares as frozen.</summary>
    public bool IsTrainable => !IsFrozen && Role is not (ParameterRole.RunningMean or ParameterRole.RunningVariance);
}
