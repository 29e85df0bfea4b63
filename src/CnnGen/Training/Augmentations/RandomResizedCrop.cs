using CnnGen.Runtime;

namespace CnnGen;

/// <summary>
/// A rectangle of the image, of random area, proportion and place, brought to the image's size, as torchvision's class of this name does; masks and boxes with
/// it. The rectangle is taken from the image as the data set gives it.
/// </summary>
public sealed class RandomResizedCrop : Augmentation
{
    private const int Attempts = 10;

    private readonly double _leastArea;
    private readonly double _mostArea;

    /// <summary>Sets the area.</summary>
    /// <param name="leastArea">Share of the image, at least.</param>
    /// <param name="mostArea">Share of the image, at most.</param>
    public RandomResizedCrop(double leastArea = 0.08, double mostArea = 1)
    {
        _mostArea = OptimizerSetting.Checked(nameof(mostArea), mostArea, 0, 1);
        _leastArea = OptimizerSetting.Checked(nameof(leastArea), leastArea, 0, mostArea);
    }

    /// <summary>Width by height, at least.</summary>
    public double LeastProportion { get; init => field = OptimizerSetting.Checked(nameof(LeastProportion), value, 0.01, 100); } = 3d / 4;

    /// <summary>Width by height, at most.</summary>
    public double MostProportion { get; init => field = OptimizerSetting.Checked(nameof(MostProportion), value, 0.01, 100); } = 4d / 3;

    /// <inheritdoc/>
    public override void Apply(AugmentedImage image, ref RandomSource random)
    {
        (int top, int left, int height, int width) = Draw(image.Height, image.Width, ref random);
        ImageWarp.Apply(image, AffineWarp.Crop(image.Height, image.Width, top, left, height, width), fill: null);
    }

    internal (int Top, int Left, int Height, int Width) Draw(int imageHeight, int imageWidth, ref RandomSource random)
    {
        double least = Math.Log(LeastProportion);
        double most = Math.Log(MostProportion);
        for (int i = 0; i < Attempts; i++)
        {
            double area = imageHeight * imageWidth * (_leastArea + (random.NextDouble() * (_mostArea - _leastArea)));
            double proportion = Math.Exp(least + (random.NextDouble() * (most - least)));
            int width = (int)Math.Round(Math.Sqrt(area * proportion));
            int height = (int)Math.Round(Math.Sqrt(area / proportion));
            if (width is > 0 && width <= imageWidth && height is > 0 && height <= imageHeight)
            {
                return (random.NextInt(imageHeight - height + 1), random.NextInt(imageWidth - width + 1), height, width);
            }
        }

        // The middle, in the nearest proportion that is wanted.
        double wanted = Math.Clamp((double)imageWidth / imageHeight, LeastProportion, MostProportion);
        int middleWidth = Math.Clamp((int)Math.Round(imageHeight * wanted), 1, imageWidth);
        int middleHeight = Math.Clamp((int)Math.Round(imageWidth / wanted), 1, imageHeight);
        return ((imageHeight - middleHeight) / 2, (imageWidth - middleWidth) / 2, middleHeight, middleWidth);
    }
}
