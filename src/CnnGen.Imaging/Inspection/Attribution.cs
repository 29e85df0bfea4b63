namespace CnnGen.Imaging;

/// <summary>Which parts of a picture an answer rests on.</summary>
public static class Attribution
{
    /// <summary>
    /// The map of a class for networks that end in global average pooling and one dense layer (Zhou et al., "Learning deep features for discriminative
    /// localization", 2016). For these it is what Grad-CAM gives, but for a factor.
    /// </summary>
    /// <param name="features">What the layer before the pooling gave for one image, [row, column, channel]: the output of a network that is declared up to there.</param>
    /// <param name="weights">The dense layer's weights, [class, channel].</param>
    /// <param name="label">The class.</param>
    /// <param name="channels">Channels of the features.</param>
    /// <returns>[row, column]: how much each position adds to the logit, without the bias, times their number.</returns>
    public static float[] ClassActivation(ReadOnlySpan<float> features, ReadOnlySpan<float> weights, int label, int channels)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        if (features.Length % channels != 0 || weights.Length % channels != 0 || (uint)label >= (uint)(weights.Length / channels))
        {
            throw new ArgumentException(
                $"{features.Length} features and {weights.Length} weights are not those of {channels} channels and a class {label}.", nameof(channels));
        }

        ReadOnlySpan<float> own = weights.Slice(label * channels, channels);
        float[] map = new float[features.Length / channels];
        for (int position = 0; position < map.Length; position++)
        {
            for (int channel = 0; channel < channels; channel++)
            {
                map[position] += features[(position * channels) + channel] * own[channel];
            }
        }

        return map;
    }

    /// <summary>
    /// How much a class loses where a patch of the picture is covered (Zeiler and Fergus, "Visualizing and understanding convolutional networks", 2014). For every
    /// network, since it only asks for answers: as many as the map has values.
    /// </summary>
    /// <typeparam name="TNetwork">The network.</typeparam>
    /// <param name="network">The network. Its output should be probabilities, as those of a softmax loss.</param>
    /// <param name="input">The image as the network reads it.</param>
    /// <param name="label">The class.</param>
    /// <param name="patch">Rows and columns that are covered at once, by the image's mean.</param>
    /// <param name="stride">Pixels between two patches.</param>
    /// <param name="height">Rows of the map.</param>
    /// <param name="width">Columns of the map.</param>
    /// <returns>[row, column]: the output for the whole picture minus the one for the covered one.</returns>
    public static float[] Occlusion<TNetwork>(
        TNetwork network, ReadOnlySpan<float> input, int label, int patch, int stride, out int height, out int width)
        where TNetwork : class, INetwork<TNetwork>
    {
        NetworkInfo info = TNetwork.Info;
        if (input.Length != info.InputLength)
        {
            throw new ArgumentException($"{info.Name} takes {info.InputLength} values, not {input.Length}.", nameof(input));
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)label, (uint)info.OutputLength, nameof(label));
        ArgumentOutOfRangeException.ThrowIfLessThan(patch, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(patch, Math.Min(info.InputHeight, info.InputWidth));
        height = ((info.InputHeight - patch) / stride) + 1;
        width = ((info.InputWidth - patch) / stride) + 1;
        float[] mean = Mean(input, info.InputChannels);
        float[] covered = new float[input.Length];
        float[] output = new float[info.OutputLength];
        network.Forward(input, output);
        float whole = output[label];
        float[] map = new float[height * width];
        for (int i = 0; i < map.Length; i++)
        {
            input.CopyTo(covered);
            for (int y = i / width * stride; y < (i / width * stride) + patch; y++)
            {
                for (int x = i % width * stride; x < (i % width * stride) + patch; x++)
                {
                    mean.CopyTo(covered.AsSpan(((y * info.InputWidth) + x) * info.InputChannels));
                }
            }

            network.Forward(covered, output);
            map[i] = whole - output[label];
        }

        return map;
    }

    private static float[] Mean(ReadOnlySpan<float> input, int channels)
    {
        double[] sums = new double[channels];
        for (int i = 0; i < input.Length; i++)
        {
            sums[i % channels] += input[i];
        }

        int pixels = input.Length / channels;
        return Array.ConvertAll(sums, sum => (float)(sum / pixels));
    }
}
