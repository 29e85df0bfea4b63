namespace CnnGen;

/// <summary>Tensors that an <see cref="Optimizer"/> treats in their own way, as PyTorch's parameter groups do.</summary>
public sealed class ParameterGroup
{
    private readonly Func<ParameterTensor, bool> _contains;

    /// <summary>The tensors of a name, or of the layers of a name.</summary>
    /// <param name="pattern">
    /// <c>conv1</c>, <c>conv1.weight</c>, or a pattern in which <c>*</c> stands for any text and <c>?</c> for one character: <c>layer4.*</c>.
    /// </param>
    public ParameterGroup(string pattern)
        : this(pattern, tensor => TensorName.Matches(tensor.Name, pattern))
    {
    }

    /// <summary>Tensors by what they are.</summary>
    /// <param name="name">What messages and checkpoints call the group.</param>
    /// <param name="contains">Whether a tensor belongs to it.</param>
    public ParameterGroup(string name, Func<ParameterTensor, bool> contains)
    {
        Name = name;
        _contains = contains;
    }

    /// <summary>The pattern, or the name that was given.</summary>
    public string Name { get; }

    /// <summary>The rate that schedules start from; the optimizer's where it is null.</summary>
    public double? LearningRate { get; init; }

    /// <summary>The weight decay; the optimizer's where it is null.</summary>
    public double? WeightDecay { get; init; }

    /// <summary>
    /// What usually gets no weight decay: tensors of one axis, which are biases and the factors and shifts of norms. They do not scale what passes through them
    /// as weights do, and decaying them costs accuracy (Goyal et al. 2017, section 5.1).
    /// </summary>
    /// <param name="weightDecay">Their weight decay.</param>
    public static ParameterGroup NormsAndBiases(double weightDecay = 0) =>
        new("norms and biases", static tensor => tensor.Shape.Count <= 1) { WeightDecay = weightDecay };

    /// <summary>Whether a tensor belongs to the group.</summary>
    /// <param name="tensor">A tensor of the network.</param>
    public bool Contains(ParameterTensor tensor) => _contains(tensor);
}
