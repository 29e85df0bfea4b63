using System.Buffers.Binary;

namespace CnnGen.Samples.Tests;

/// <summary>A data set in MNIST's files that is learnt in an instant: each class is a bright square at its own place, in noise.</summary>
internal static class TinyDigits
{
    public const int TestCount = 100;

    /// <summary>Writes the four files, not compressed.</summary>
    public static string Write(string folder, int trainCount = 400, int size = 28, int classes = 10, int brightness = 190)
    {
        Directory.CreateDirectory(folder);
        WritePart(folder, "train", trainCount, size, classes, brightness);
        WritePart(folder, "t10k", TestCount, size, classes, brightness);
        return folder;
    }

    private static void WritePart(string folder, string part, int count, int size, int classes, int brightness)
    {
        Random random = new(count);
        byte[] pixels = new byte[count * size * size];
        byte[] labels = new byte[count];
        random.NextBytes(pixels);
        for (int i = 0; i < count; i++)
        {
            labels[i] = (byte)(i % classes);
            int top = 3 + (labels[i] / 4 * 8);
            int left = 3 + (labels[i] % 4 * 6);
            for (int k = 0; k < size * size; k++)
            {
                bool isSquare = k / size >= top && k / size < top + 5 && k % size >= left && k % size < left + 5;
                pixels[(i * size * size) + k] = (byte)((pixels[(i * size * size) + k] / 4) + (isSquare ? brightness : 0));
            }
        }

        WriteIdx(Path.Combine(folder, $"{part}-images-idx3-ubyte"), pixels, count, size, size);
        WriteIdx(Path.Combine(folder, $"{part}-labels-idx1-ubyte"), labels, count);
    }

    private static void WriteIdx(string path, byte[] elements, params int[] shape)
    {
        byte[] file = new byte[4 + (4 * shape.Length) + elements.Length];
        file[2] = 8; // unsigned bytes
        file[3] = (byte)shape.Length;
        for (int axis = 0; axis < shape.Length; axis++)
        {
            BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(4 + (4 * axis)), shape[axis]);
        }

        elements.CopyTo(file, 4 + (4 * shape.Length));
        File.WriteAllBytes(path, file);
    }
}
