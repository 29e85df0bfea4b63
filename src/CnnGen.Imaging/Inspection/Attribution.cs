namespace CnnGen.Imaging;

/// <summary>Which parts of a picture an answer rests on.</summary>
public static class Attribution
{
    /// <summary>
    /// How much the score of a class changes with each pixel: the largest magnitude of its gradient over the channels (Simonyan, Vedaldi and Zisserman, "Deep
    /// inside convolutional networks", 2014).
    /// </summary>
    /// <typeparam name="TNetwork">The network.</typeparam>
    /// <param name="network">The network, with one input.</param>
    /// <param name="input">The image as the network reads it.</param>
    /// <param name="label">The class: which of the logits.</param>
    /// <returns>[row, column], as large as the image.</returns>
    /// <exception cref="ArgumentException">The input is not one image, or there is no such class.</exception>
    public static float[] Saliency<TNetwork>(TNetwork network, ReadOnlySpan<float> input, int label)
        where TNetwork : class, IInspectableNetwork<TNetwork>
    {
        Inspection inspection = network.Inspect(input, OneHot(TNetwork.Info, label));
        NetworkValue image = inspection.Layers[0];
        ReadOnlySpan<float> gradient = inspection.Gradient(image.Name);
        float[] map = new float[image.Height * image.Width];
        for (int i = 0; i < gradient.Length; i++)
        {
            ref float largest = ref map[i / image.Channels];
            largest = Math.Max(largest, Math.Abs(gradient[i]));
        }

        return map;
    }

    /// <summary>
    /// Where a layer finds what speaks for a class: Grad-CAM, ReLU(Σ α[c] · value[c]) with α[c] the mean of the gradient over the channel's positions
    /// (Selvaraju et al., "Grad-CAM: visual explanations from deep networks via gradient-based localization", 2017).
    /// </summary>
    /// <typeparam name="TNetwork">The network.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="input">The image as the network reads it.</param>
    /// <param name="label">The class: which of the logits.</param>
    /// <param name="layer">The layer, usually the last one that still is an image: a convolution or its activation.</param>
    /// <param name="height">Rows of the map: those of the layer.</param>
    /// <param name="width">Columns of the map.</param>
    /// <returns>[row, column], nothing below 0.</returns>
    /// <exception cref="ArgumentException">The input is not one image, or there is no such class or layer.</exception>
    public static float[] GradCam<TNetwork>(TNetwork network, ReadOnlySpan<float> input, int label, string layer, out int height, out int width)
        where TNetwork : class, IInspectableNetwork<TNetwork>
    {
        Inspection inspection = network.Inspect(input, OneHot(TNetwork.Info, label));
        (height, width, int channels) = (inspection[layer].Height, inspection[layer].Width, inspection[layer].Channels);
        ReadOnlySpan<float> values = inspection.Value(layer);
        ReadOnlySpan<float> gradient = inspection.Gradient(layer);
        double[] weights = new double[channels];
        for (int i = 0; i < gradient.Length; i++)
        {
            weights[i % channels] += gradient[i] / ((double)height * width);
        }

        float[] map = new float[height * width];
        for (int position = 0; position < map.Length; position++)
        {
            double sum = 0;
            for (int channel = 0; channel < channels; channel++)
            {
                sum += weights[channel] * values[(position * channels) + channel];
            }

            map[position] = (float)Math.Max(0, sum);
        }

        return map;
    }

    /// <summary>
    /// The map of a class for networks that end in global average pooling and one dense layer (Zhou et al., "Learning deep features for discriminative
    /// localization", 2016). For these it is what Grad-CAM gives, but for a factor.
    /// </summary>
    /// <param name="features">What the layer before the pooling gave for one image, [row, column, channel]: the output of a network that is declared up to
    /// there.</param>
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
    /// How much a class loses where a patch of the picture is covered (Zeiler and Fergus, "Visualizing and understanding convolutional networks", 2014). For
    /// every network, since it only asks for answers: as many as the map has values.
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

    private static float[] OneHot(NetworkInfo info, int label)
    {
        if ((uint)label >= (uint)info.OutputLength)
        {
            throw new ArgumentOutOfRangeException(nameof(label), label, $"{info.Name} has the classes 0 to {info.OutputLength - 1}.");
        }

        float[] given = new float[info.OutputLength];
        given[label] = 1;
        return given;
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
