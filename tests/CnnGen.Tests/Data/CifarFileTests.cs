using Xunit;

namespace CnnGen.Tests.Data;

public sealed class CifarFileTests
{
    [Fact]
    public void Read10_BringsColoursTogether()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder["a.bin"], [.. Record([7], 1), .. Record([9], 2)]);
        File.WriteAllBytes(folder["b.bin"], Record([0], 3));

        ImageDataset data = CifarFile.Read10(folder["a.bin"], folder["b.bin"]);

        Assert.Equal((3, 32, 32, 3), (data.Count, data.ImageHeight, data.ImageWidth, data.ImageChannels));
        Assert.Equal([7, 9, 0], new[] { data.Label(0), data.Label(1), data.Label(2) });
        for (int i = 0; i < 1024; i++)
        {
            Assert.Equal([(byte)(2 + i), (byte)(12 + i), (byte)(22 + i)], data.Pixels(1).Slice(3 * i, 3).ToArray());
        }
    }

    [Fact]
    public void Read100_HasFineOrCoarseLabels()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder["train.bin"], Record([19, 99], 0));

        Assert.Equal(99, CifarFile.Read100(folder["train.bin"]).Label(0));
        Assert.Equal(19, CifarFile.Read100(folder["train.bin"], coarse: true).Label(0));
    }

    [Fact]
    public void DamagedFiles_AreRefused()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder["cut.bin"], Record([1], 0)[..3000]);
        File.WriteAllBytes(folder["label.bin"], [.. Record([1], 0), .. Record([10], 0)]);

        Assert.Contains(
            "3000 bytes are no whole number",
            Assert.Throws<DataFileException>(() => CifarFile.Read10(folder["cut.bin"])).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "the label of image 1 is 10",
            Assert.Throws<DataFileException>(() => CifarFile.Read10(folder["label.bin"])).Message,
            StringComparison.Ordinal);
    }

    // Planes whose values begin at 0, 10 and 20, plus a number, and grow by one a pixel.
    private static byte[] Record(byte[] labels, int first) =>
        [.. labels, .. Enumerable.Range(0, 3072).Select(i => (byte)(first + (10 * (i / 1024)) + (i % 1024)))];
}
