namespace CnnGen.Benchmarks.Networks;

/// <summary>Drawn images for one network, each value with mean 0 and variance 1, as after the usual preprocessing.</summary>
internal sealed class ImageBatch
{
    private const int Seed = 7;

    private static readonly float s_largest = MathF.Sqrt(3);

    /// <summary>Draws a batch.</summary>
    public ImageBatch(NetworkInfo network, int images)
    {
        NchwShape = [images, network.InputChannels, network.InputHeight, network.InputWidth];
        Nchw = new float[images * network.InputLength];
        Random random = new(Seed);
        foreach (ref float value in Nchw.AsSpan())
        {
            value = ((2 * random.NextSingle()) - 1) * s_largest;
        }

        Nhwc = global::Networks.Catalog.Nchw.ToNhwc(Nchw, network);
    }

    /// <summary>The images as PyTorch and ONNX keep them, [image, channel, row, column].</summary>
    public float[] Nchw { get; }

    /// <summary>Sizes of the axes of <see cref="Nchw"/>.</summary>
    public int[] NchwShape { get; }

    /// <summary>The images as ours are kept, [image, row, column, channel].</summary>
    public float[] Nhwc { get; }
}
