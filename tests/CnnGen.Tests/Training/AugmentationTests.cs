using CnnGen.Runtime;
using CnnGen.Tests.Runtime;
using Xunit;

namespace CnnGen.Tests.Training;

public sealed class AugmentationTests
{
    [Theory]
    [InlineData(0, 1, new float[] { 9, 1, 2, 9, 4, 5 })]
    [InlineData(1, 0, new float[] { 9, 9, 9, 1, 2, 3 })]
    [InlineData(-1, -1, new float[] { 5, 6, 9, 9, 9, 9 })]
    [InlineData(0, 0, new float[] { 1, 2, 3, 4, 5, 6 })]
    [InlineData(2, 0, new float[] { 9, 9, 9, 9, 9, 9 })]
    [InlineData(0, -5, new float[] { 9, 9, 9, 9, 9, 9 })]
    public void Shift_MovesDownAndRight_AndFills(int down, int right, float[] expected)
    {
        float[] image = [1, 2, 3, 4, 5, 6];

        new RandomShift(5, fill: 9).Move(Image(image, 2, 3, 1), down, right);

        Assert.Equal(expected, image);
    }

    [Fact]
    public void Shift_KeepsTheChannelsOfAPixel()
    {
        float[] image = [1, 2, 3, 4];

        new RandomShift(1).Move(Image(image, 1, 2, 2), 0, 1);

        Assert.Equal([0, 0, 1, 2], image);
    }

    [Fact]
    public void RandomShift_ReachesEveryDistance_AndNoFurther()
    {
        RandomSource random = new(1);
        HashSet<int> places = [];
        for (int i = 0; i < 500; i++)
        {
            float[] image = new float[49];
            image[24] = 1;
            new RandomShift(2).Apply(Image(image, 7, 7, 1), ref random);
            places.Add(Array.IndexOf(image, 1));
        }

        int[] expected = [.. Enumerable.Range(0, 49).Where(place => place / 7 is >= 1 and <= 5 && place % 7 is >= 1 and <= 5)];
        Assert.Equal(expected, places.Order());
    }

    [Fact]
    public void Flip_MirrorsPixels_NotChannels()
    {
        float[] image = [1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16];
        RandomSource random = new(1);

        new RandomFlip(1).Apply(Image(image, 2, 3, 2), ref random);

        Assert.Equal([5, 6, 3, 4, 1, 2, 15, 16, 13, 14, 11, 12], image);
    }

    [Fact]
    public void Flip_HappensAsOftenAsAsked()
    {
        RandomSource random = new(1);
        int flips = 0;
        for (int i = 0; i < 2000; i++)
        {
            float[] image = [1, 2];
            new RandomFlip(0.25).Apply(Image(image, 1, 2, 1), ref random);
            flips += image[0] == 2 ? 1 : 0;
        }

        Assert.InRange(flips, 420, 580);
    }

    [Fact]
    public void QuarterTurn_MovesEveryPixelExactly_CounterClockwise()
    {
        float[] image = [1, 2, 3, 4, 5, 6, 7, 8, 9];

        new RandomRotation(90).Turn(Image(image, 3, 3, 1), 90);

        float[] expected = [3, 6, 9, 2, 5, 8, 1, 4, 7];
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], image[i], 1e-5f);
        }
    }

    [Fact]
    public void Turn_InterpolatesBetweenFourPixels_AndFills()
    {
        // 45° around the centre of 2×2: every source lies on an axis, 0.207 outside on one side.
        float[] image = [1, 1, 1, 1];

        new RandomRotation(45, fill: 0).Turn(Image(image, 2, 2, 1), 45);

        float expected = 1 - (MathF.Sqrt(0.5f) - 0.5f);
        Assert.All(image, value => Assert.Equal(expected, value, 1e-5f));
    }

    [Fact]
    public void NoTurn_ChangesNothing()
    {
        float[] image = Runtime.NetworkRuntimeTests.RandomValues(5 * 4 * 3, 1);
        float[] before = [.. image];
        RandomSource random = new(1);

        new RandomRotation(0).Apply(Image(image, 5, 4, 3), ref random);

        Assert.Equal(before, image);
    }

    [Fact]
    public void Compose_AppliesInOrder()
    {
        float[] image = [1, 2, 3];
        float[] other = [1, 2, 3];
        RandomSource random = new(1);
        RandomSource same = new(1);

        new Compose(new RandomFlip(1), new RandomShift(2)).Apply(Image(image, 1, 3, 1), ref random);
        new RandomFlip(1).Apply(Image(other, 1, 3, 1), ref same);
        new RandomShift(2).Apply(Image(other, 1, 3, 1), ref same);

        Assert.Equal(other, image);
        Assert.Equal(same.State, random.State);
    }

    [Fact]
    public void Apply_AllocatesNothing()
    {
        Augmentation augmentation = new Compose(new RandomShift(2), new RandomRotation(10), new RandomFlip());
        float[] image = new float[64];
        float[] scratch = new float[64];
        RandomSource random = new(1);
        augmentation.Apply(new AugmentedImage(image, scratch, 8, 8, 1), ref random);
        long before = GC.GetAllocatedBytesForCurrentThread();

        augmentation.Apply(new AugmentedImage(image, scratch, 8, 8, 1), ref random);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void ImageOfAnotherSize_IsRefused() =>
        Assert.Contains("2 × 3 × 1", Assert.Throws<ArgumentException>(() => { _ = Image(new float[5], 2, 3, 1); }).Message);

    private static AugmentedImage Image(float[] values, int height, int width, int channels) =>
        new(values, new float[values.Length], height, width, channels);
}
