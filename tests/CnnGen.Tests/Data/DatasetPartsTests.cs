using CnnGen.Tests.Training;
using Xunit;

namespace CnnGen.Tests.Data;

public sealed class DatasetPartsTests
{
    [Fact]
    public void Split_DividesEachClass_WithoutOverlap()
    {
        ImageDataset data = Numbered([.. Enumerable.Repeat((byte)0, 50), .. Enumerable.Repeat((byte)1, 10), .. Enumerable.Repeat((byte)2, 40)]);

        (Dataset training, Dataset validation) = data.Split(0.2, seed: 3);

        Assert.Equal([40, 8, 32], Counts(training));
        Assert.Equal([10, 2, 8], Counts(validation));
        Assert.Equal(Enumerable.Range(0, 100), Numbers(training).Concat(Numbers(validation)).Order());
        Assert.Equal(Numbers(training).Order(), Numbers(training));
    }

    [Fact]
    public void Split_DependsOnItsSeedAlone()
    {
        ToyData data = new(60, seed: 0);

        Assert.Equal(Numbers(Numbered(new byte[60]).Split(0.3, 1).Validation), Numbers(Numbered(new byte[60]).Split(0.3, 1).Validation));
        Assert.NotEqual(Numbers(Numbered(new byte[60]).Split(0.3, 1).Validation), Numbers(Numbered(new byte[60]).Split(0.3, 2).Validation));
        Assert.Equal(18, data.Split(0.3).Validation.Count);
    }

    [Theory]
    [InlineData(0.001)]
    [InlineData(0.999)]
    public void Split_LeavesNeitherPartEmpty(double share)
    {
        (Dataset training, Dataset validation) = Numbered([0, 1, 2]).Split(share);

        Assert.InRange(training.Count, 1, 2);
        Assert.Equal(3, training.Count + validation.Count);
    }

    [Fact]
    public void Split_OfOneImage_SaysSo() =>
        Assert.Contains("1 images cannot", Assert.Throws<ArgumentException>(() => Numbered([0]).Split(0.5)).Message, StringComparison.Ordinal);

    [Fact]
    public void Subset_OfAnImageThatIsNotThere_NamesIt()
    {
        var refusal = Assert.Throws<ArgumentOutOfRangeException>(() => Numbered([0, 1]).Subset([0, 2]));

        Assert.Contains("The data have 2 images", refusal.Message, StringComparison.Ordinal);
    }

    // The pixel of an image is its number.
    private static ImageDataset Numbered(byte[] labels) => new([.. Enumerable.Range(0, labels.Length).Select(i => (byte)i)], labels, 1, 1) { Maximum = 1 };

    private static int[] Counts(Dataset data) =>
        [.. Enumerable.Range(0, 3).Select(label => Enumerable.Range(0, data.Count).Count(i => data.Label(i) == label))];

    private static IEnumerable<int> Numbers(Dataset data)
    {
        float[] value = new float[1];
        for (int i = 0; i < data.Count; i++)
        {
            data.CopyImage(i, value);
            yield return (int)value[0];
        }
    }
}
