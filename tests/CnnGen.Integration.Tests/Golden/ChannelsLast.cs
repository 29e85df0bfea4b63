namespace CnnGen.Integration.Tests.Golden;

/// <summary>Images as networks take them, from the order in which PyTorch has them.</summary>
internal static class ChannelsLast
{
    /// <summary>[image, channel, row, column] → [image, row, column, channel]; of several inputs, each for itself.</summary>
    public static float[] Of(ReadOnlySpan<float> images, NetworkInfo info)
    {
        float[] result = new float[images.Length];
        for (int image = 0; image < images.Length; image += info.InputLength)
        {
            foreach (NetworkValue input in info.Inputs)
            {
                int first = image + input.Offset;
                int plane = input.Height * input.Width;
                for (int i = 0; i < plane * input.Channels; i++)
                {
                    result[first + (i % plane * input.Channels) + (i / plane)] = images[first + i];
                }
            }
        }

        return result;
    }
}
