using DigitReader;

namespace CnnGen.Samples.Browser;

/// <summary>What the page asks about one drawing: the answer, the feature maps, and where the network looked.</summary>
internal sealed class DigitSession
{
    /// <summary>Side of the square that is covered to see whether the answer depends on it, and the step from one to the next.</summary>
    private const int PatchSize = 5;

    private const int PatchStep = 3;

    private readonly FirstMaps _first = FirstMaps.Create(0);
    private readonly SecondMaps _second = SecondMaps.Create(0);
    private readonly float[] _pixels = new float[LeNet5.InputLength];
    private readonly float[] _probabilities = new float[LeNet5.OutputLength];
    private LeNet5 _network = LeNet5.Create(0);

    /// <summary>Rows and columns of <see cref="Attention"/>.</summary>
    public static int AttentionSize => ((LeNet5.InputHeight - PatchSize + PatchStep - 1) / PatchStep) + 1;

    /// <summary>Uses the weights of a network that was loaded or trained.</summary>
    public void Use(LeNet5 network)
    {
        _network = network;
        Take(_first.Weights, network.Weights);
        Take(_second.Weights, network.Weights);
    }

    /// <summary>The probability of each digit; empty where nothing is drawn.</summary>
    /// <param name="ink">Rows of grey values, light ink on black.</param>
    /// <param name="size">Rows and columns.</param>
    public ReadOnlySpan<float> Classify(byte[] ink, int size)
    {
        try
        {
            DigitPicture.Normalize(new Image(size, size, 1, ink), "the drawing").CopyTo(_pixels, 0);
        }
        catch (ImageFileException)
        {
            return [];
        }

        _network.Forward(_pixels, _probabilities);
        return _probabilities;
    }

    /// <summary>The network's input: the drawing as MNIST's digits are.</summary>
    public byte[] Input() => Brightness(_pixels);

    /// <summary>The six maps of the first convolution behind each other, 28×28 each.</summary>
    public byte[] First() => Planes(_pixels, _first, FirstMaps.OutputLength, 6);

    /// <summary>The sixteen maps of the second, 10×10 each.</summary>
    public byte[] Second() => Planes(_pixels, _second, SecondMaps.OutputLength, 16);

    /// <summary>
    /// How much the winner's logit falls when a square of the image is covered with paper, for each place of the square (occlusion sensitivity; Zeiler and
    /// Fergus, 2014). Logits, since a probability near 1 hides what a place contributes.
    /// </summary>
    public byte[] Attention()
    {
        float[] logits = new float[LeNet5.OutputLength];
        _network.Logits(_pixels, logits);
        int winner = logits.IndexOf(logits.Max());
        float[] covered = new float[_pixels.Length];
        float[] output = new float[LeNet5.OutputLength];
        float[] losses = new float[AttentionSize * AttentionSize];
        for (int place = 0; place < losses.Length; place++)
        {
            int top = place / AttentionSize * PatchStep;
            int left = place % AttentionSize * PatchStep;
            _pixels.CopyTo(covered, 0);
            for (int y = top; y < Math.Min(top + PatchSize, LeNet5.InputHeight); y++)
            {
                int width = Math.Min(PatchSize, LeNet5.InputWidth - left);
                covered.AsSpan((y * LeNet5.InputWidth) + left, width).Clear();
            }

            _network.Logits(covered, output);
            losses[place] = logits[winner] - output[winner];
        }

        return Brightness(losses);
    }

    // The layers of a beginning are the first layers of the whole, so its weights are the first of all.
    private static void Take(NetworkWeights beginning, NetworkWeights whole)
    {
        whole.Values[..beginning.Values.Length].CopyTo(beginning.Values);
        beginning.MarkChanged();
    }

    // [row, column, channel] as planes, all by the same scale, so that a map that answers to nothing stays dark.
    private static byte[] Planes<TNetwork>(float[] pixels, TNetwork network, int length, int channels)
        where TNetwork : class, INetwork<TNetwork>
    {
        float[] output = new float[length];
        network.Forward(pixels, output);
        float[] planes = new float[length];
        int plane = length / channels;
        for (int i = 0; i < length; i++)
        {
            planes[(i % channels * plane) + (i / channels)] = output[i];
        }

        return Brightness(planes);
    }

    private static byte[] Brightness(float[] values)
    {
        float largest = Math.Max(values.Max(), 1e-3f);
        return [.. values.Select(value => (byte)(Math.Clamp(value / largest, 0, 1) * 255))];
    }
}
