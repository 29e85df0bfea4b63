namespace CnnGen;

/// <summary>One layer of a network. Layers follow each other in the order of the attributes.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public abstract class LayerAttribute : Attribute
{
    /// <summary>The layer's name, also the prefix of its tensors in a weight file. By default the kind and a running number: <c>conv1</c>, <c>fc2</c>.</summary>
    public string? Name { get; set; }

    /// <summary>Labels the layer's output, so that a later layer can take it with <see cref="From"/>, or join it with <c>Add</c> and <c>Concat</c>.</summary>
    public string? As { get; set; }

    /// <summary>The label or name whose output this layer takes, instead of the layer before it.</summary>
    public string? From { get; set; }

    /// <summary>
    /// The earlier layer of the same kind whose tensors this one uses, or the earlier use of the same block: one set of weights, whose gradients are added. Both are as
    /// trainable as the earlier one says.
    /// </summary>
    public string? Weights { get; set; }

    /// <summary>
    /// Whether optimizers change the layer's tensors, and those of all layers of a block. What is not trained costs no gradient; a batch norm then normalises by its
    /// running averages in training, too, and leaves them as they are.
    /// </summary>
    public bool Trainable { get; set; } = true;
}
