namespace CnnGen.Generator.Algorithms.Convolutions.Direct;

/// <summary>The outermost loop of a direct convolution, within a group.</summary>
internal enum LoopOrder
{
    /// <summary>Tiles of channels, rows, columns: a panel of weights is used for the whole image.</summary>
    ChannelsOutermost,

    /// <summary>Rows, tiles of channels, columns: where all weights stay close.</summary>
    RowsOutermost,

    /// <summary>Tiles of channels, rows of the kernel, rows, columns: where not even a panel stays close, while the accumulators wait in the output.</summary>
    KernelRowsOutermost,
}
