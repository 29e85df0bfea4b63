namespace CnnGen;

/// <summary>
/// A part of a network that is used like a layer. Derive an attribute from this class and declare the body on it, as attributes in their order:
/// <code>
/// [Conv(nameof(width), 1, Bias = false), Relu]
/// [Conv(nameof(width), 3, Stride = nameof(stride), Padding = 1, Bias = false), Relu]
/// [Conv("4 * width", 1, Bias = false, As = "residual")]
/// [Add("residual", "input"), Relu]
/// public sealed class BottleneckAttribute(int width, int stride = 1) : BlockAttribute;
/// </code>
/// </summary>
/// <remarks>
/// <para>
/// Wherever a layer takes a number as an <see cref="object"/>, a string is a parameter's name or an expression: whole numbers and constructor
/// parameters with + − × · * ÷ / and parentheses, and <c>input.Height</c>, <c>input.Width</c> and <c>input.Channels</c>: the shape that the use is given. A
/// division must come out even. <c>nameof</c> sees the parameters of a primary constructor; those of another are written as text. A parameter of type
/// <see cref="string"/> stands for the label or name that it is given:
/// <c>From = nameof(skip)</c> takes what the use of the block calls so.
/// </para>
/// <para>
/// In the body <c>"input"</c> is the block's input, labels belong to each use alone, and the output of the last layer is the block's.
/// <see cref="LayerAttribute.Name"/> of a use is the prefix of its layers' names: <c>layer1.0.conv1</c>. A block whose arguments another block gives as
/// expressions declares its parameters as <see cref="object"/>.
/// </para>
/// </remarks>
public abstract class BlockAttribute : LayerAttribute
{
    /// <summary>
    /// Whether a step of training keeps of this use only what other layers read of it, and computes the values inside once more when the backward pass comes to
    /// it: less memory for the time of a second forward pass of the block. No bit of a gradient or weight changes: statistics of batch norms are those of the
    /// first time, and dropout draws the same mask. Of blocks within each other the outermost counts. A network that is so small that a step takes its images
    /// in micro-batches computes nothing twice.
    /// </summary>
    public bool Checkpointing { get; set; }
}
