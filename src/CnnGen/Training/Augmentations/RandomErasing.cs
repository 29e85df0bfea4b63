using CnnGen.Runtime;

namespace CnnGen;

/// <summary>
/// Covers a rectangle of some images (Zhong et al., "Random erasing data augmentation", 2020), as torchvision's class of this name. Masks and boxes stay as
/// they are.
/// </summary>
public sealed class RandomErasing : Augmentation
{
    private const int Attempts = 10;

    private readonly double _probability;

    /// <summary>Sets how often.</summary>
    /// <param name="probability">Of how many images, from 0 to 1.</param>
    public RandomErasing(double probability = 0.5) => _probability = OptimizerSetting.Checked(nameof(probability), probability, 0, 1);

    /// <summary>Share of the image that is covered, at least.</summary>
    public double LeastArea { get; init => field = OptimizerSetting.Checked(nameof(LeastArea), value, 0, 1); } = 0.02;

    /// <summary>Share of the image that is covered, at most.</summary>
    public double MostArea { get; init => field = OptimizerSetting.Checked(nameof(MostArea), value, 0, 1); } = 0.33;

    /// <summary>Height by width, at least.</summary>
    public double LeastProportion { get; init => field = OptimizerSetting.Checked(nameof(LeastProportion), value, 0.01, 100); } = 0.3;

    /// <summary>Height by width, at most.</summary>
    public double MostProportion { get; init => field = OptimizerSetting.Checked(nameof(MostProportion), value, 0.01, 100); } = 3.3;

    /// <summary>What covers it; null for random values from 0 to 1.</summary>
    public float? Fill { get; init; } = 0;

    /// <inheritdoc/>
    public override void Apply(AugmentedImage image, ref RandomSource random)
    {
        if (random.NextDouble() >= _probability)
        {
            return;
        }

        double least = Math.Log(LeastProportion);
        double most = Math.Log(MostProportion);
        for (int i = 0; i < Attempts; i++)
        {
            double area = image.Height * image.Width * (LeastArea + (random.NextDouble() * (MostArea - LeastArea)));
            double proportion = Math.Exp(least + (random.NextDouble() * (most - least)));
            int height = (int)Math.Round(Math.Sqrt(area * proportion));
            int width = (int)Math.Round(Math.Sqrt(area / proportion));
            if (height < image.Height && width < image.Width)
            {
                Cover(image, random.NextInt(image.Height - height + 1), random.NextInt(image.Width - width + 1), height, width, ref random);
                return;
            }
        }
    }

    private void Cover(AugmentedImage image, int top, int left, int height, int width, ref RandomSource random)
    {
        for (int y = top; y < top + height; y++)
        {
            foreach (ref float value in image.Values.Slice(((y * image.Width) + left) * image.Channels, width * image.Channels))
            {
                value = Fill ?? random.NextFloat();
            }
        }
    }
}
