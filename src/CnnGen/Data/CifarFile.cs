namespace CnnGen;

/// <summary>CIFAR-10 and CIFAR-100 in their binary form: images of 32 × 32 pixels, red, green and blue.</summary>
/// <remarks>
/// A record is one label (CIFAR-100: the coarse one of 20, then the fine one of 100), then 1,024 values each of red, green and blue, row by row. See
/// Krizhevsky, "Learning multiple layers of features from tiny images" (2009), and the data set's page.
/// </remarks>
public static class CifarFile
{
    private const int Side = 32;
    private const int Plane = Side * Side;
    private const int Channels = 3;

    /// <summary>Reads CIFAR-10.</summary>
    /// <param name="paths">Files, such as <c>data_batch_1.bin</c> to <c>data_batch_5.bin</c>, or <c>test_batch.bin</c>; their images follow each other.</param>
    /// <exception cref="DataFileException">A file is damaged, or has other labels.</exception>
    public static ImageDataset Read10(params ReadOnlySpan<string> paths) => Read(paths, labelBytes: 1, labelAt: 0, classes: 10);

    /// <summary>Reads CIFAR-100.</summary>
    /// <param name="path"><c>train.bin</c> or <c>test.bin</c>.</param>
    /// <param name="coarse">Labels of the 20 groups instead of those of the 100 classes.</param>
    /// <exception cref="DataFileException">The file is damaged, or has other labels.</exception>
    public static ImageDataset Read100(string path, bool coarse = false) => Read([path], labelBytes: 2, labelAt: coarse ? 0 : 1, classes: coarse ? 20 : 100);

    private static ImageDataset Read(ReadOnlySpan<string> paths, int labelBytes, int labelAt, int classes)
    {
        int record = labelBytes + (Channels * Plane);
        var files = new byte[paths.Length][];
        long images = 0;
        for (int i = 0; i < paths.Length; i++)
        {
            files[i] = File.ReadAllBytes(paths[i]);
            if (files[i].Length == 0 || files[i].Length % record != 0)
            {
                throw new DataFileException($"{paths[i]}: {files[i].Length} bytes are no whole number of records of {record} bytes.");
            }

            images += files[i].Length / record;
        }

        if (images * Channels * Plane > Array.MaxLength)
        {
            throw new DataFileException($"{images} images are more than fit one data set in memory.");
        }

        byte[] labels = new byte[images];
        byte[] pixels = new byte[images * Channels * Plane];
        int image = 0;
        for (int file = 0; file < files.Length; file++)
        {
            for (int at = 0; at < files[file].Length; at += record, image++)
            {
                byte label = files[file][at + labelAt];
                if (label >= classes)
                {
                    throw new DataFileException($"{paths[file]}: the label of image {at / record} is {label}; classes are 0 to {classes - 1}.");
                }

                labels[image] = label;
                Interleave(files[file].AsSpan(at + labelBytes, Channels * Plane), pixels.AsSpan(image * Channels * Plane, Channels * Plane));
            }
        }

        return new ImageDataset(pixels, labels, Side, Side, Channels);
    }

    private static void Interleave(ReadOnlySpan<byte> planes, Span<byte> pixels)
    {
        for (int channel = 0; channel < Channels; channel++)
        {
            ReadOnlySpan<byte> plane = planes.Slice(channel * Plane, Plane);
            for (int i = 0; i < plane.Length; i++)
            {
                pixels[(i * Channels) + channel] = plane[i];
            }
        }
    }
}
