using CnnGen.Runtime;

namespace CnnGen;

/// <summary>
/// Blends two images, λ of the one and 1 − λ of the other (Zhang, Cissé, Dauphin and Lopez-Paz, "mixup: beyond empirical risk minimization", 2018), as
/// torchvision's class of this name.
/// </summary>
/// <param name="alpha">λ is drawn from a beta distribution with this as both parameters, once a batch.</param>
public sealed class MixUp(double alpha = 0.2) : BatchMixing(alpha)
{
    /// <inheritdoc/>
    public override float Mix(Span<float> images, int height, int width, int channels, ref RandomSource random)
    {
        int length = height * width * channels;
        float own = (float)DrawShare(ref random);
        float[] last = images[^length..].ToArray();
        for (int start = images.Length - length; start >= 0; start -= length)
        {
            Span<float> image = images.Slice(start, length);
            ReadOnlySpan<float> before = start == 0 ? last : images.Slice(start - length, length);
            for (int i = 0; i < length; i++)
            {
                image[i] = (own * image[i]) + ((1 - own) * before[i]);
            }
        }

        return 1 - own;
    }
}
