using System.Security.Cryptography;
using Xunit;

namespace CnnGen.Tests.Data;

public sealed class ImageDatasetTests
{
    [Fact]
    public void EveryByte_BecomesItsQuotientWith255()
    {
        // 259 values, so that whole vectors and a rest are converted.
        byte[] pixels = new byte[259];
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)i;
        }

        var images = new ImageDataset(pixels, [3], 7, 37);
        float[] values = new float[259];
        images.CopyImage(0, values);

        for (int i = 0; i < values.Length; i++)
        {
            Assert.Equal((byte)i / 255f, values[i]);
        }
    }

    [Fact]
    public void AnotherMaximum_IsDividedBy()
    {
        var images = new ImageDataset([0, 8, 16, 4], [1], 2, 2) { Maximum = 16 };
        float[] values = new float[4];

        images.CopyImage(0, values);

        Assert.Equal([0f, 0.5f, 1f, 0.25f], values);
    }

    [Fact]
    public void ImagesAndLabels_StandAtTheirIndex()
    {
        using var folder = new TemporaryFolder();
        string images = folder.Write("images", IdxBytes.Of([2, 1, 2, 3], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]));
        string labels = folder.Write("labels", IdxBytes.Of([2], [7, 9]));

        ImageDataset data = ImageDataset.FromIdx(images, labels);

        Assert.Equal((2, 1, 2, 3, 6), (data.Count, data.ImageHeight, data.ImageWidth, data.ImageChannels, data.ImageLength));
        Assert.Equal([6, 7, 8, 9, 10, 11], data.Pixels(1).ToArray());
        Assert.Equal(9, data.Label(1));
        Assert.Equal(TargetKind.Label, data.TargetKind);
        Assert.Throws<NotSupportedException>(() => data.CopyTarget(0, new float[1]));
    }

    [Fact]
    public void AWrongIndexOrLength_IsAnError()
    {
        var images = new ImageDataset(new byte[8], [0, 1], 2, 2);

        Assert.Throws<ArgumentOutOfRangeException>(() => images.CopyImage(2, new float[4]));
        Assert.Throws<ArgumentOutOfRangeException>(() => images.CopyImage(-1, new float[4]));
        Assert.Throws<ArgumentException>(() => images.CopyImage(0, new float[3]));
        Assert.Throws<ArgumentException>(() => images.CopyImage(0, new float[5]));
        Assert.Throws<ArgumentException>(() => new ImageDataset(new byte[9], [0, 1], 2, 2));
    }

    [Fact]
    public void FilesThatDoNotBelongTogether_AreRefused()
    {
        using var folder = new TemporaryFolder();
        string three = folder.Write("three", IdxBytes.Of([3, 1, 1], [1, 2, 3]));
        string two = folder.Write("two", IdxBytes.Of([2], [1, 2]));
        string empty = folder.Write("empty", IdxBytes.Of([2, 0, 4], []));

        Assert.Equal($"{three} has 3 images, but {two} has 2 labels.", Refusal(() => ImageDataset.FromIdx(three, two)));
        Assert.Equal($"{two}: has the shape [2]; images have 3 or 4 axes.", Refusal(() => ImageDataset.FromIdx(two, two)));
        Assert.Equal($"{three}: has the shape [3, 1, 1]; labels have 1 axis.", Refusal(() => ImageDataset.FromIdx(three, three)));
        Assert.Equal($"{empty}: [2, 0, 4] has images without pixels.", Refusal(() => ImageDataset.FromIdx(empty, two)));
    }

    [Theory]
    [InlineData("train-images-idx3-ubyte", "train-labels-idx1-ubyte.gz")]
    [InlineData("train-images.idx3-ubyte.gz", "train-labels.idx1-ubyte")]
    public void AFolder_IsSearchedForTheUsualNames(string images, string labels)
    {
        using var folder = new TemporaryFolder();
        folder.Write(images, IdxBytes.Gzip(IdxBytes.Of([1, 1, 1], [5])));
        folder.Write(labels, IdxBytes.Of([1], [2]));

        ImageDataset data = ImageDataset.FromFolder(folder.Folder, "train");

        Assert.Equal(2, data.Label(0));
        Assert.Equal(
            $"{folder.Folder}: has neither t10k-images-idx3-ubyte nor t10k-images-idx3-ubyte.gz.",
            Refusal(() => ImageDataset.FromFolder(folder.Folder, "t10k")));
    }

    [TestDataFact]
    public void Mnist_IsReadCompletely()
    {
        ImageDataset test = ImageDataset.FromFolder(TestDataFactAttribute.PathOf("mnist"), "t10k");
        ImageDataset train = ImageDataset.FromFolder(TestDataFactAttribute.PathOf("mnist"), "train");

        Assert.Equal((10_000, 60_000, 28, 28, 1), (test.Count, train.Count, test.ImageHeight, test.ImageWidth, test.ImageChannels));
        Assert.Equal([7, 2, 1, 0, 4, 1, 4, 9, 5, 9], Enumerable.Range(0, 10).Select(test.Label));
        byte[] all = Enumerable.Range(0, test.Count).SelectMany(index => test.Pixels(index).ToArray()).ToArray();
        Assert.Equal("6D87418DB22CC8025D05968BEC9BD5C3932904B23485740DB143A061A2C9D161", Convert.ToHexString(SHA256.HashData(all)));
    }

    private static string Refusal(Action read) => Assert.Throws<DataFileException>(read).Message;

    [Theory]
    [InlineData(65536, 65536, 65536)]
    [InlineData(int.MaxValue, int.MaxValue, 4)]
    [InlineData(46341, 46341, 1)]
    public void SizesWhoseProductWraps_AreRefused(int height, int width, int channels)
    {
        Assert.Throws<ArgumentOutOfRangeException>("height", () => new ImageDataset([], [], height, width, channels));
        Assert.Throws<ArgumentOutOfRangeException>("height", () => new TensorDataset([], (int[])[], height, width, channels));
        Assert.Throws<ArgumentOutOfRangeException>("height", () => new TensorDataset([], (float[])[], height, width, channels));
        Assert.Throws<ArgumentException>(() => new AugmentedImage([], [], height, width, channels).Height);
    }

    [Fact]
    public void NoImagesOfAbsurdSize_AreRefused()
    {
        using var folder = new TemporaryFolder();
        string images = folder.Write("images", IdxBytes.Of([0, 65536, 65536], []));
        string labels = folder.Write("labels", IdxBytes.Of([0], []));

        Assert.Contains(
            "[0, 65536, 65536] has images of more values",
            Assert.Throws<DataFileException>(() => ImageDataset.FromIdx(images, labels)).Message,
            StringComparison.Ordinal);
    }
}
