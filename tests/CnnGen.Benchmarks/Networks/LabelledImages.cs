using System.Buffers.Binary;
using System.IO.Compression;

namespace CnnGen.Benchmarks.Networks;

/// <summary>Images as fp32 values from 0 to 1, and their labels.</summary>
internal sealed record LabelledImages(float[] Images, int[] Labels)
{
    private const string Folder = "samples/Mnist/data";
    private const int ImageHeader = 16;
    private const int LabelHeader = 8;

    /// <summary>Reads the images that are shipped with the MNIST sample.</summary>
    /// <param name="set"><c>train</c> or <c>t10k</c>.</param>
    /// <param name="count">How many to read.</param>
    public static LabelledImages ReadMnist(string set, int count)
    {
        string folder = RepositoryPath.Of(Folder);
        byte[] pixels = Read(Path.Combine(folder, $"{set}-images-idx3-ubyte.gz"), ImageHeader, count);
        byte[] labels = Read(Path.Combine(folder, $"{set}-labels-idx1-ubyte.gz"), LabelHeader, count);
        return new LabelledImages(Array.ConvertAll(pixels, pixel => pixel / 255f), Array.ConvertAll(labels, label => (int)label));
    }

    /// <summary>Drawn pixels from 0 to 1 and drawn labels.</summary>
    /// <param name="info">The network they are for.</param>
    /// <param name="count">How many images.</param>
    /// <param name="classes">Classes to draw from.</param>
    public static LabelledImages Draw(NetworkInfo info, int count, int classes)
    {
        Random random = new(1);
        float[] images = new float[count * info.InputLength];
        for (int i = 0; i < images.Length; i++)
        {
            images[i] = random.NextSingle();
        }

        return new LabelledImages(images, [.. Enumerable.Range(0, count * info.LabelLength).Select(_ => random.Next(classes))]);
    }

    private static byte[] Read(string path, int headerLength, int count)
    {
        using GZipStream stream = new(File.OpenRead(path), CompressionMode.Decompress);
        Span<byte> header = stackalloc byte[headerLength];
        stream.ReadExactly(header);
        int elementLength = 1;
        for (int at = LabelHeader; at < headerLength; at += sizeof(int))
        {
            elementLength *= BinaryPrimitives.ReadInt32BigEndian(header[at..]);
        }

        byte[] elements = new byte[count * elementLength];
        stream.ReadExactly(elements);
        return elements;
    }
}
