using CnnGen.Runtime;

namespace CnnGen;

/// <summary>Moves images by whole pixels, each axis by itself; masks and boxes with them.</summary>
public sealed class RandomShift : Augmentation
{
    private readonly int _maximum;
    private readonly float _fill;

    /// <summary>Sets the distance.</summary>
    /// <param name="maximum">Pixels to each side, at most.</param>
    /// <param name="fill">What enters at the border.</param>
    public RandomShift(int maximum, float fill = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maximum);
        _maximum = maximum;
        _fill = fill;
    }

    /// <inheritdoc/>
    public override void Apply(AugmentedImage image, ref RandomSource random)
    {
        int down = random.NextInt((2 * _maximum) + 1) - _maximum;
        int right = random.NextInt((2 * _maximum) + 1) - _maximum;
        Move(image, down, right);
    }

    internal void Move(AugmentedImage image, int down, int right)
    {
        image.Scratch.Fill(_fill);
        int rowLength = image.Width * image.Channels;
        int kept = (image.Width - Math.Abs(right)) * image.Channels;
        for (int y = Math.Max(0, down); y < Math.Min(image.Height, image.Height + down) && kept > 0; y++)
        {
            int from = ((y - down) * rowLength) + (Math.Max(0, -right) * image.Channels);
            int to = (y * rowLength) + (Math.Max(0, right) * image.Channels);
            image.Values.Slice(from, kept).CopyTo(image.Scratch[to..]);
        }

        image.Scratch.CopyTo(image.Values);
        ImageWarp.Annotations(image, AffineWarp.Shift(right, down));
    }
}
