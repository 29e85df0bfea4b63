using System.Globalization;
using System.Text;

namespace CnnGen;

/// <summary>
/// How large the values of each layer are over some images, and their gradients: shows units that are dead and scales that vanish or explode before a training
/// is spoilt by them.
/// </summary>
public sealed class ActivationStatistics
{
    // A scale that is so many times that of the median layer is worth a word.
    private const double FarScale = 1e3;

    private ActivationStatistics(int images, IReadOnlyList<LayerStatistics> layers)
    {
        Images = images;
        Layers = layers;
    }

    /// <summary>How many images were looked at.</summary>
    public int Images { get; }

    /// <summary>The input and the layers, in their order.</summary>
    public IReadOnlyList<LayerStatistics> Layers { get; }

    /// <summary>Looks at the first images of a data set. The gradients are those of the largest logit of each image.</summary>
    /// <typeparam name="TNetwork">The network.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="data">The images; their labels are not read.</param>
    /// <param name="images">How many, at most.</param>
    /// <exception cref="ArgumentException">The data set is empty, or its images are not the network's.</exception>
    public static ActivationStatistics Of<TNetwork>(TNetwork network, Dataset data, int images = 100)
        where TNetwork : class, IInspectableNetwork<TNetwork>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(images, 1);
        images = Math.Min(images, data.Count);
        NetworkInfo info = TNetwork.Info;
        if (images == 0 || data.ImageLength != info.InputLength)
        {
            throw new ArgumentException(
                $"{info.Name} reads images of {info.InputLength} values; the data set has {data.Count} of {data.ImageLength}.", nameof(data));
        }

        float[] input = new float[info.InputLength];
        float[] logits = new float[info.OutputLength];
        LayerSums[] sums = [];
        for (int image = 0; image < images; image++)
        {
            data.CopyImage(image, input);
            network.Logits(input, logits);
            int largest = Array.IndexOf(logits, logits.Max());
            Array.Clear(logits);
            logits[Math.Max(largest, 0)] = 1;
            Inspection inspection = network.Inspect(input, logits);
            if (sums.Length == 0)
            {
                sums = [.. inspection.Layers.Select(layer => new LayerSums(layer))];
            }

            foreach (LayerSums sum in sums)
            {
                sum.Add(inspection.Value(sum.Layer.Name), inspection.Gradient(sum.Layer.Name));
            }
        }

        return new ActivationStatistics(images, [.. sums.Select(sum => sum.Result())]);
    }

    /// <summary>
    /// What is worth a word: values that are none, dead units, layers that are dead altogether, scales far from the others'. Empty where all looks well.
    /// </summary>
    public IReadOnlyList<string> Warnings()
    {
        List<string> warnings = [];
        double[] scales = [.. Layers.Select(layer => layer.RootMeanSquare).Where(scale => double.IsFinite(scale) && scale > 0).Order()];
        double median = scales.Length == 0 ? 1 : scales[scales.Length / 2];
        foreach (LayerStatistics layer in Layers)
        {
            string name = layer.Layer.Name;
            if (layer.NotFinite > 0)
            {
                warnings.Add(Text($"{name}: {layer.NotFinite} values are NaN or infinite."));
            }
            else if (layer.DeadChannels == layer.Layer.Channels)
            {
                warnings.Add(Text($"{name}: all values of all {Images} images are 0; nothing goes through."));
            }
            else if (layer.DeadChannels > 0)
            {
                warnings.Add(Text($"{name}: {layer.DeadChannels} of {layer.Layer.Channels} channels are 0 in all {Images} images (dead)."));
            }

            if (layer.RootMeanSquare > FarScale * median)
            {
                warnings.Add(Text($"{name}: values of about {layer.RootMeanSquare:g2}, where the median layer has {median:g2} (exploding)."));
            }
            else if (layer.RootMeanSquare > 0 && layer.RootMeanSquare * FarScale < median)
            {
                warnings.Add(Text($"{name}: values of about {layer.RootMeanSquare:g2}, where the median layer has {median:g2} (vanishing)."));
            }
        }

        return warnings;
    }

    /// <summary>A table: a line a layer, then the warnings.</summary>
    public override string ToString()
    {
        int width = Layers.Max(layer => layer.Layer.Name.Length);
        StringBuilder text = new();
        text.Append(
            CultureInfo.InvariantCulture,
            $"{"layer".PadRight(width)}  {"mean",9}  {"deviation",9}  {"largest",9}  {"zeros",6}  {"dead",9}  {"gradient",9}\n");
        foreach (LayerStatistics layer in Layers)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{layer.Layer.Name.PadRight(width)}  {layer.Mean,9:g3}  {layer.Deviation,9:g3}  {layer.Largest,9:g3}  {100 * layer.Zeros,5:0.0}%");
            text.Append(CultureInfo.InvariantCulture, $"  {$"{layer.DeadChannels}/{layer.Layer.Channels}",9}  {layer.GradientRootMeanSquare,9:g3}\n");
        }

        foreach (string warning in Warnings())
        {
            text.Append(CultureInfo.InvariantCulture, $"{warning}\n");
        }

        return text.ToString();
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);

    /// <summary>Sums over the images.</summary>
    private sealed class LayerSums(NetworkValue layer)
    {
        private readonly bool[] _isAlive = new bool[layer.Channels];
        private double _sum;
        private double _squares;
        private double _gradientSquares;
        private double _largest;
        private long _zeros;
        private long _notFinite;
        private long _count;

        public NetworkValue Layer => layer;

        public void Add(ReadOnlySpan<float> values, ReadOnlySpan<float> gradients)
        {
            _count += values.Length;
            for (int i = 0; i < values.Length; i++)
            {
                double value = values[i];
                _gradientSquares += (double)gradients[i] * gradients[i];
                _isAlive[i % layer.Channels] |= value != 0;
                if (!double.IsFinite(value))
                {
                    _notFinite++;
                    continue;
                }

                _sum += value;
                _squares += value * value;
                _largest = Math.Max(_largest, Math.Abs(value));
                _zeros += value == 0 ? 1 : 0;
            }
        }

        public LayerStatistics Result()
        {
            double mean = _sum / _count;
            return new LayerStatistics(layer)
            {
                Mean = mean,
                Deviation = Math.Sqrt(Math.Max(0, (_squares / _count) - (mean * mean))),
                RootMeanSquare = Math.Sqrt(_squares / _count),
                Largest = _largest,
                Zeros = (double)_zeros / _count,
                NotFinite = _notFinite,
                DeadChannels = _isAlive.Count(isAlive => !isAlive),
                GradientRootMeanSquare = Math.Sqrt(_gradientSquares / _count),
            };
        }
    }
}
