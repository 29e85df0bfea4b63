using Xunit;

namespace CnnGen.Tests.Data;

public sealed class TensorDatasetTests
{
    private static readonly float[] s_images = [1, 2, 3, 4, 5, 6, 7, 8];

    [Fact]
    public void LabelledImages_StandAtTheirIndex()
    {
        var data = new TensorDataset(s_images, [4, 5], 2, 1, 2);
        float[] image = new float[4];

        data.CopyImage(1, image);

        Assert.Equal([5, 6, 7, 8], image);
        Assert.Equal((2, 4, TargetKind.Label), (data.Count, data.ImageLength, data.TargetKind));
        Assert.Equal(5, data.Label(1));
        Assert.Throws<NotSupportedException>(() => data.CopyTarget(0, image));
    }

    [Fact]
    public void TargetValues_StandAtTheirIndex()
    {
        var data = new TensorDataset(s_images, [.1f, .2f, .3f, .4f, .5f, .6f], 2, 2, 1);
        float[] target = new float[3];

        data.CopyTarget(1, target);

        Assert.Equal([.4f, .5f, .6f], target);
        Assert.Equal((2, 3, TargetKind.Values), (data.Count, data.TargetLength, data.TargetKind));
        Assert.Throws<NotSupportedException>(() => data.Label(0));
    }

    [Fact]
    public void LengthsThatDoNotFit_AreErrors()
    {
        Assert.Throws<ArgumentException>(() => new TensorDataset(s_images, new int[3], 2, 1, 2));
        Assert.Throws<ArgumentException>(() => new TensorDataset(s_images, new float[3], 2, 2, 1));
        Assert.Throws<ArgumentException>(() => new TensorDataset(s_images, new float[2], 3, 1, 1));
        var data = new TensorDataset(s_images, [4, 5], 2, 1, 2);
        Assert.Throws<ArgumentException>(() => data.CopyImage(0, new float[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => data.CopyImage(2, new float[4]));
    }
}
