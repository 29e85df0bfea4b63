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
}
