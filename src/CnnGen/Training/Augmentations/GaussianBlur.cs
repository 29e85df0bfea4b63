using CnnGen.Runtime;

namespace CnnGen;

/// <summary>Blurs images, mirrored at the border, as torchvision's class of this name.</summary>
public sealed class GaussianBlur : Augmentation
{
    private readonly int _size;
    private readonly double _leastSigma;
    private readonly double _mostSigma;

    /// <summary>Sets kernel and strength.</summary>
    /// <param name="size">Pixels of the kernel in each direction: an odd number.</param>
    /// <param name="leastSigma">Standard deviation in pixels, at least.</param>
    /// <param name="mostSigma">Standard deviation in pixels, at most.</param>
    public GaussianBlur(int size, double leastSigma = 0.1, double mostSigma = 2)
    {
        if (size < 1 || size % 2 == 0)
        {
            throw new ArgumentOutOfRangeException(nameof(size), size, "The kernel has an odd number of pixels.");
        }

        _size = size;
        _mostSigma = OptimizerSetting.Checked(nameof(mostSigma), mostSigma, 0.001, 1000);
        _leastSigma = OptimizerSetting.Checked(nameof(leastSigma), leastSigma, 0.001, mostSigma);
    }

    /// <inheritdoc/>
    public override void Apply(AugmentedImage image, ref RandomSource random) => Blur(image, _leastSigma + (random.NextDouble() * (_mostSigma - _leastSigma)));

    internal void Blur(AugmentedImage image, double sigma)
    {
        if (_size / 2 >= Math.Min(image.Height, image.Width))
        {
            throw new ArgumentException(
                $"A kernel of {_size} pixels is too large for images of {image.Height} × {image.Width}: the mirrored border is too narrow.");
        }

        Span<float> kernel = stackalloc float[_size];
        float sum = 0;
        for (int i = 0; i < _size; i++)
        {
            double distance = (i - (_size / 2)) / sigma;
            kernel[i] = (float)Math.Exp(-0.5 * distance * distance);
            sum += kernel[i];
        }

        foreach (ref float weight in kernel)
        {
            weight /= sum;
        }

        Pass(image.Values, image.Scratch, kernel, image.Height * image.Width, image.Width, image.Channels, 1);
        Pass(image.Scratch, image.Values, kernel, image.Height * image.Width, image.Height, image.Channels, image.Width);
    }

    // One direction: neighbours are a number of pixels apart, and the position along it is that of the pixel divided by the distance, modulo the length.
    private static void Pass(ReadOnlySpan<float> from, Span<float> to, ReadOnlySpan<float> kernel, int pixels, int length, int channels, int distance)
    {
        int half = kernel.Length / 2;
        for (int pixel = 0; pixel < pixels; pixel++)
        {
            int position = pixel / distance % length;
            for (int channel = 0; channel < channels; channel++)
            {
                float sum = 0;
                for (int k = 0; k < kernel.Length; k++)
                {
                    int neighbour = Math.Abs(position + k - half);
                    neighbour = neighbour >= length ? (2 * (length - 1)) - neighbour : neighbour;
                    sum += kernel[k] * from[((pixel + ((neighbour - position) * distance)) * channels) + channel];
                }

                to[(pixel * channels) + channel] = sum;
            }
        }
    }
}
