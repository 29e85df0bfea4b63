namespace CnnGen;

/// <summary>Sizes, counts and tensors of a network, all known when it was compiled.</summary>
public sealed class NetworkInfo
{
    private IReadOnlyList<LayerInfo>? _layers;

    /// <summary>The class's name.</summary>
    public required string Name { get; init; }

    /// <summary>Rows of an input image.</summary>
    public required int InputHeight { get; init; }

    /// <summary>Columns of an input image.</summary>
    public required int InputWidth { get; init; }

    /// <summary>Values a pixel of an input image.</summary>
    public required int InputChannels { get; init; }

    /// <summary>Values of an input image.</summary>
    public int InputLength => InputHeight * InputWidth * InputChannels;

    /// <summary>Values of an output.</summary>
    public required int OutputLength { get; init; }

    /// <summary>Trainable parameters.</summary>
    public required long ParameterCount { get; init; }

    /// <summary>Multiply-adds of convolution and dense layers, an image.</summary>
    public required long MultiplyAdds { get; init; }

    /// <summary>Planned memory of one inference.</summary>
    public required int ArenaBytes { get; init; }

    /// <summary>The table of layers, shapes, parameters and multiply-adds.</summary>
    public required string Summary { get; init; }

    /// <summary>
    /// The layers of <see cref="Summary"/>, in their order. Read from that text when they are first asked for, so that a network carries them once.
    /// </summary>
    public IReadOnlyList<LayerInfo> Layers => _layers ??= LayerInfo.Read(Summary);

    /// <summary>The tensors, in the order of the layers.</summary>
    public required IReadOnlyList<ParameterTensor> Parameters { get; init; }
}
