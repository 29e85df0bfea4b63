namespace CnnGen;

/// <summary>One layer of a network. Layers follow each other in the order of the attributes.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public abstract class LayerAttribute : Attribute
{
    /// <summary>
    /// The layer's name, also the prefix of its tensors in a weight file. By default the kind and a running number: <c>conv1</c>, <c>fc2</c>.
    /// </summary>
    public string? Name { get; set; }

    /// <summary>Labels the layer's output, so that a later layer can take it with <see cref="From"/>, or join it with <c>Add</c> and <c>Concat</c>.</summary>
    public string? As { get; set; }

    /// <summary>The label or name whose output this layer takes, instead of the layer before it.</summary>
    public string? From { get; set; }

    /// <summary>
    /// The earlier layer of the same kind whose tensors this one uses, or the earlier use of the same block: one set of weights, whose gradients are added.
    /// Both are as trainable as the earlier one says.
    /// </summary>
    public string? Weights { get; set; }

    /// <summary>
    /// When the layer is there at all: a comparison of expressions such as <c>"stride == 1 &amp;&amp; input.Channels == width"</c>, with ==, !=, &lt;, &lt;=,
    /// &gt;, &gt;=, &amp;&amp;, || and !. Always, unless it is said.
    /// </summary>
    public string? When { get; set; }

    /// <summary>
    /// How many times the layer or block follows itself: a number, a parameter's name or an expression; once, unless it is said. Expressions of its arguments
    /// may name the running <c>index</c>, from 0 on, and <c>Name</c>, <c>As</c> and <c>From</c> may have it in braces: <c>Name = "layer{index + 1}"</c>.
    /// </summary>
    public object? Repeat { get; set; }

    /// <summary>
    /// Whether optimizers change the layer's tensors, and those of all layers of a block. What is not trained costs no gradient; a batch norm then normalises
    /// by its running averages in training, too, and leaves them as they are.
    /// </summary>
    public bool Trainable { get; set; } = true;
}
