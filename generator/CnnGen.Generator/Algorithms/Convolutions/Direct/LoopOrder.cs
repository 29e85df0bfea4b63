namespace CnnGen.Generator.Algorithms.Convolutions.Direct;

/// <summary>The outermost loop of a direct convolution, within a group but for one of them.</summary>
internal enum LoopOrder
{
    /// <summary>Tiles of channels, rows, columns: a panel of weights is used for the whole image.</summary>
    ChannelsOutermost,

    /// <summary>Rows, tiles of channels, columns: where all weights stay close.</summary>
    RowsOutermost,

    /// <summary>
    /// Rows, columns, groups, tiles of channels: where a group has so few channels that a cache line of the input serves several, which would each bring all of
    /// the image again.
    /// </summary>
    PixelsOutermost,

    /// <summary>Tiles of channels, rows of the kernel, rows, columns: where not even a panel stays close, while the accumulators wait in the output.</summary>
    KernelRowsOutermost,
}
