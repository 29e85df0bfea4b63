using CnnGen.Numerics;

namespace CnnGen;

/// <summary>
/// The trainable parameters of a network, in PyTorch's layout, tensor after tensor, each starting at a multiple of 16 values.
/// Instances of a network can share one.
/// </summary>
public sealed unsafe class NetworkWeights
{
    private readonly AlignedBuffer _values;

    /// <summary>All-zero weights.</summary>
    /// <param name="info">The network they belong to.</param>
    public NetworkWeights(NetworkInfo info)
    {
        Info = info;
        int length = 0;
        foreach (ParameterTensor tensor in info.Parameters)
        {
            length = Math.Max(length, tensor.Offset + tensor.Length);
        }

        _values = new AlignedBuffer((length + 15) & ~15);
    }

    /// <summary>The network these weights belong to.</summary>
    public NetworkInfo Info { get; }

    /// <summary>All values, with zeros between tensors. Call <see cref="MarkChanged"/> after writing.</summary>
    public Span<float> Values => _values.Span;

    /// <summary>Grows with every change; what was packed from an older version is packed again before use.</summary>
    public long Version { get; private set; } = 1;

    internal float* Pointer => _values.Pointer;

    /// <summary>The values of one tensor. Call <see cref="MarkChanged"/> after writing.</summary>
    public Span<float> this[ParameterTensor tensor] => Values.Slice(tensor.Offset, tensor.Length);

    /// <summary>Tells the networks that use these weights that values were written.</summary>
    public void MarkChanged() => Version++;
}
