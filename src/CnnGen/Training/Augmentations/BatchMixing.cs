using CnnGen.Runtime;

namespace CnnGen;

/// <summary>
/// Makes each image of a batch of two of them: itself and the one before it. Both classes count for it, each by its share, so that a network learns to be less
/// sure between them. Set as <see cref="Trainer{TNetwork}.Mixing"/>.
/// </summary>
public abstract class BatchMixing
{
    private readonly double _alpha;

    /// <summary>Sets how shares are drawn.</summary>
    /// <param name="alpha">They are drawn from a beta distribution with this as both parameters: near 0 or 1 where it is small, all alike at 1, near ½ where it
    /// is large.</param>
    protected BatchMixing(double alpha)
    {
        if (!(alpha > 0 && double.IsFinite(alpha)))
        {
            throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "A number above 0 is needed.");
        }

        _alpha = alpha;
    }

    /// <summary>How many batches are mixed, from 0 to 1; all at first.</summary>
    public double Probability { get; init => field = OptimizerSetting.Checked(nameof(Probability), value, 0, 1); } = 1;

    /// <summary>Mixes a batch: each image with the one before it, the first with the last.</summary>
    /// <param name="images">The images behind each other, [image, row, column, channel]; changed in place.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="channels">Values a pixel.</param>
    /// <param name="random">Where what is random comes from.</param>
    /// <returns>The share of the image before in each.</returns>
    public abstract float Mix(Span<float> images, int height, int width, int channels, ref RandomSource random);

    /// <summary>A share from the beta distribution.</summary>
    protected double DrawShare(ref RandomSource random)
    {
        double one = Gamma(_alpha, ref random);
        double other = Gamma(_alpha, ref random);
        return one + other > 0 ? one / (one + other) : random.NextInt(2);
    }

    /// <summary>A number from the gamma distribution with scale 1 (Marsaglia and Tsang, "A simple method for generating gamma variables", 2000).</summary>
    private static double Gamma(double shape, ref RandomSource random)
    {
        if (shape < 1)
        {
            return Gamma(shape + 1, ref random) * Math.Pow(random.NextDouble(), 1 / shape);
        }

        double d = shape - (1.0 / 3);
        double c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double x = random.NextGaussian();
            double v = Math.Pow(1 + (c * x), 3);
            if (v > 0 && Math.Log(1 - random.NextDouble()) < (0.5 * x * x) + d - (d * v) + (d * Math.Log(v)))
            {
                return d * v;
            }
        }
    }
}
