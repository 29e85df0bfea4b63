using CnnGen.Runtime;

namespace CnnGen;

/// <summary>
/// Puts a rectangle of one image into another; classes count by their share of the pixels (Yun et al., "CutMix: regularization strategy to train strong
/// classifiers with localizable features",
/// 2019), as torchvision's class of this name.
/// </summary>
/// <param name="alpha">The share of the rectangle, before it is cut off at the border, is drawn from a beta distribution with this as both parameters, once a
/// batch.</param>
public sealed class CutMix(double alpha = 1) : BatchMixing(alpha)
{
    /// <inheritdoc/>
    public override float Mix(Span<float> images, int height, int width, int channels, ref RandomSource random)
    {
        int length = height * width * channels;
        double half = 0.5 * Math.Sqrt(DrawShare(ref random));
        int middleX = random.NextInt(width);
        int middleY = random.NextInt(height);
        int left = Math.Max(0, middleX - (int)(half * width));
        int right = Math.Min(width, middleX + (int)(half * width));
        int top = Math.Max(0, middleY - (int)(half * height));
        int bottom = Math.Min(height, middleY + (int)(half * height));
        float[] last = images[^length..].ToArray();
        for (int start = images.Length - length; start >= 0; start -= length)
        {
            Span<float> image = images.Slice(start, length);
            ReadOnlySpan<float> before = start == 0 ? last : images.Slice(start - length, length);
            for (int row = top; row < bottom && right > left; row++)
            {
                int at = ((row * width) + left) * channels;
                before.Slice(at, (right - left) * channels).CopyTo(image[at..]);
            }
        }

        return (float)((double)(right - left) * (bottom - top) / ((double)width * height));
    }
}
