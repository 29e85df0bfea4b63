using CnnGen.Runtime;
using Xunit;

namespace CnnGen.Tests.Training;

/// <summary>Masks and boxes move with the image: a bright rectangle, its mask and its box stay in the same place.</summary>
public sealed class AugmentedAnnotationTests
{
    private const int Height = 40;
    private const int Width = 60;

    public static TheoryData<string, Augmentation> Geometric() => new()
    {
        { "flip", new RandomFlip(1) },
        { "vertical flip", new RandomVerticalFlip(1) },
        { "shift", new RandomShift(9) },
        { "rotation", new RandomRotation(40) },
        { "affine", new RandomAffine(30) { TranslateHorizontally = 0.1, TranslateVertically = 0.1, LeastScale = 0.7, MostScale = 1.4, Shear = 15 } },
        { "crop", new RandomResizedCrop(0.4) },
        { "RandAugment", new RandAugment(3, 12) },
    };

    [Theory]
    [MemberData(nameof(Geometric))]
    public void MaskAndBox_FollowTheImage(string name, Augmentation augmentation)
    {
        for (int seed = 0; seed < 40; seed++)
        {
            float[] values = new float[Height * Width];
            float[] mask = new float[Height * Width];
            for (int y = 12; y < 26; y++)
            {
                values.AsSpan((y * Width) + 20, 17).Fill(1);
                mask.AsSpan((y * Width) + 20, 17).Fill(3);
            }

            BoundingBox[] boxes = [new(20, 12, 37, 26), default];
            RandomSource random = new(seed);
            augmentation.Apply(new AugmentedImage(values, new float[values.Length], Height, Width, 1) { Mask = mask, Boxes = boxes }, ref random);

            // Values are interpolated, classes are not: where the nearest pixel is of the rectangle, at least a quarter of the value is, and more than half is
            // inside.
            bool tones = name == "RandAugment";
            Assert.True(boxes[1].IsEmpty);
            Assert.All(mask, label => Assert.True(label is 0 or 3));
            for (int i = 0; i < mask.Length; i++)
            {
                (int y, int x) = (i / Width, i % Width);
                if (mask[i] == 3)
                {
                    Assert.True(
                        x + 1 > boxes[0].Left - 0.51 && x < boxes[0].Right + 0.51 && y + 1 > boxes[0].Top - 0.51 && y < boxes[0].Bottom + 0.51,
                        $"{name} {seed}: {x}, {y} {boxes[0]}");
                }

                Assert.True(tones || (mask[i] == 3 ? values[i] > 0.2499f : values[i] < 0.5001f), $"{name} {seed}: {values[i]} {mask[i]} at {x}, {y}");
            }

            // The box is no larger than it has to be.
            Assert.True(boxes[0].IsEmpty || Enumerable.Range(0, mask.Length).Any(i => mask[i] == 3 && i % Width < boxes[0].Left + 2), $"{name} {seed}");
        }
    }

    [Fact]
    public void BoxesThatLeaveTheImage_AreEmpty()
    {
        BoundingBox[] boxes = [new(0, 0, 3, 10), new(50, 0, 60, 40)];
        float[] values = new float[Height * Width];

        new RandomShift(20).Move(new AugmentedImage(values, new float[values.Length], Height, Width, 1) { Boxes = boxes }, 0, -5);

        Assert.Equal([default, new BoundingBox(45, 0, 55, 40)], boxes);
    }

    [Fact]
    public void AMaskOfAnotherSize_IsRefused()
    {
        var refusal = Assert.Throws<ArgumentException>(() => new AugmentedImage(new float[12], new float[12], 2, 2, 3) { Mask = new float[5] });

        Assert.Contains("a mask of 2 × 2 has 4 values, not 5", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ResizedCrop_StaysWithinTheImage_AndItsProportions()
    {
        RandomSource random = new(3);
        for (int i = 0; i < 2000; i++)
        {
            (int top, int left, int height, int width) = new RandomResizedCrop(0.1, 0.9).Draw(50, 80, ref random);

            Assert.True(top >= 0 && left >= 0 && height > 0 && width > 0 && top + height <= 50 && left + width <= 80);
            Assert.InRange((double)width / height, 0.7, 1.42);
            Assert.InRange(width * height / 4000.0, 0.08, 0.95);
        }

        Assert.Equal((0, 0, 50, 67), new RandomResizedCrop(1).Draw(50, 80, ref random) with { Left = 0 });
    }

    [Fact]
    public void Erasing_CoversOneRectangleWithinItsArea()
    {
        RandomSource random = new(1);
        for (int i = 0; i < 300; i++)
        {
            float[] values = new float[Height * Width];
            values.AsSpan().Fill(1);
            new RandomErasing(1).Apply(new AugmentedImage(values, new float[values.Length], Height, Width, 1), ref random);
            int covered = values.Count(value => value == 0);

            Assert.InRange(covered / (double)values.Length, 0.015, 0.35);
            int[] rows = [.. Enumerable.Range(0, Height).Where(y => values.AsSpan(y * Width, Width).Contains(0f))];
            int[] columns = [.. Enumerable.Range(0, Width).Where(x => Enumerable.Range(0, Height).Any(y => values[(y * Width) + x] == 0))];
            Assert.Equal(covered, rows.Length * columns.Length);
            Assert.Equal(covered, (rows[^1] - rows[0] + 1) * (columns[^1] - columns[0] + 1));
        }
    }

    [Fact]
    public void Grayscale_MakesThreeEqualChannels()
    {
        float[] pixel = [1, 0, 0.5f];
        RandomSource random = new(1);

        new RandomGrayscale(1).Apply(new AugmentedImage(pixel, new float[3], 1, 1, 3), ref random);

        Assert.All(pixel, value => Assert.Equal(0.2989f + (0.5f * 0.114f), value, 1e-6f));
    }
}
