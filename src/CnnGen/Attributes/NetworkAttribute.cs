namespace CnnGen;

/// <summary>Marks a partial class whose attributes, in their order, are the layers of a convolutional network.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class NetworkAttribute : Attribute
{
    /// <summary>
    /// Whether inference may use Winograd's algorithm for convolutions, and Strassen's in Winograd's form for 1×1 convolutions. They need fewer multiplications
    /// and round differently: logits of the published networks moved by a few millionths of the largest. True unless the project says otherwise with
    /// <c>CnnGenWinograd</c>.
    /// </summary>
    public bool Winograd { get; set; } = true;

    /// <summary>
    /// Whether the network can be looked into: it becomes an <see cref="IInspectableNetwork{TSelf}"/>, whose <c>Inspect</c> gives the value of every layer and
    /// its gradient, the input's among them, and whose <c>Profile</c> says how long each layer takes. This is further generated code, and changes nothing of
    /// the rest; leave it out of what is shipped.
    /// </summary>
    public bool Inspectable { get; set; }

    /// <summary>
    /// How inference keeps the weights of dense layers that are so many that reading them decides how long the layer takes. <see cref="WeightFormat.BFloat16"/>
    /// halves that time and the memory for them; each of these weights is rounded to 8 significant bits. Training and what is saved keep single precision.
    /// </summary>
    public WeightFormat DenseWeights { get; set; } = WeightFormat.Single;
}
