using CnnGen;

namespace Networks.Catalog;

/// <summary>The order [image, channel, row, column], in which PyTorch and ONNX keep images. Networks here read [image, row, column, channel].</summary>
internal static class Nchw
{
    /// <summary>Images of one network in the order that it reads.</summary>
    public static float[] ToNhwc(ReadOnlySpan<float> images, NetworkInfo network)
    {
        float[] result = new float[images.Length];
        int plane = network.InputHeight * network.InputWidth;
        for (int i = 0; i < result.Length; i++)
        {
            (int pixel, int channel) = Math.DivRem(i, network.InputChannels);
            (int image, int place) = Math.DivRem(pixel, plane);
            result[i] = images[(((image * network.InputChannels) + channel) * plane) + place];
        }

        return result;
    }
}
