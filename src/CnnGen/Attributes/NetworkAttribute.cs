namespace CnnGen;

/// <summary>Marks a partial class whose attributes, in their order, are the layers of a convolutional network.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class NetworkAttribute : Attribute
{
    /// <summary>
    /// Whether inference may use Winograd's algorithm for convolutions, and Strassen's in Winograd's form for 1×1 convolutions. They need fewer multiplications and round
    /// differently: logits of the published networks moved by a few millionths of the largest. True unless the project says otherwise with <c>CnnGenWinograd</c>.
    /// </summary>
    public bool Winograd { get; set; } = true;
}
