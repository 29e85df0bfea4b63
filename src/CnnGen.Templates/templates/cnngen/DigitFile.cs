using System.Globalization;
using System.IO.Compression;
using CnnGen;

namespace Digits;

/// <summary>The data set: 1,797 handwritten digits. A line of the file holds 64 pixels from 0 to 16, then the digit.</summary>
public static class DigitFile
{
    private const int Pixels = DigitNet.InputLength;
    private const float Brightest = 16;

    /// <summary>Every fifth digit is held out: the file goes from writer to writer, so both parts have digits of all.</summary>
    private const int HeldOutEvery = 5;

    /// <summary>Reads the file that lies beside the program.</summary>
    /// <returns>What is trained with, and what is held out of training.</returns>
    public static (TensorDataset Train, TensorDataset HeldOut) Read()
    {
        using FileStream file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "data", "digits.csv.gz"));
        using StreamReader reader = new(new GZipStream(file, CompressionMode.Decompress));
        List<float>[] images = [[], []];
        List<int>[] labels = [[], []];
        for (int line = 0; reader.ReadLine() is { } text; line++)
        {
            int part = line % HeldOutEvery == 0 ? 1 : 0;
            int[] values = [.. text.Split(',').Select(value => int.Parse(value, CultureInfo.InvariantCulture))];
            images[part].AddRange(values.Take(Pixels).Select(value => value / Brightest));
            labels[part].Add(values[Pixels]);
        }

        return (Dataset(0), Dataset(1));

        TensorDataset Dataset(int part) => new([.. images[part]], [.. labels[part]], DigitNet.InputHeight, DigitNet.InputWidth, DigitNet.InputChannels);
    }
}
