namespace CnnGen.Integration.Tests.Golden;

/// <summary>Images as networks take them, from the order in which PyTorch has them.</summary>
internal static class ChannelsLast
{
    /// <summary>[image, channel, row, column] → [image, row, column, channel].</summary>
    public static float[] Of(ReadOnlySpan<float> images, NetworkInfo info)
    {
        int plane = info.InputHeight * info.InputWidth;
        float[] result = new float[images.Length];
        for (int image = 0; image < images.Length; image += info.InputLength)
        {
            for (int pixel = 0; pixel < plane; pixel++)
            {
                for (int channel = 0; channel < info.InputChannels; channel++)
                {
                    result[image + (pixel * info.InputChannels) + channel] = images[image + (channel * plane) + pixel];
                }
            }
        }

        return result;
    }
}
