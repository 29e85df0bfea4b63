using System.Diagnostics;
using System.Globalization;
using CnnGen;
using CnnGen.Imaging;
using CnnGen.Runtime;

namespace Transfer;

/// <summary>By threads that read ahead: pictures decoded a second, how long training waits for them, and that weights do not depend on it.</summary>
internal static class LoaderFigures
{
    private const int PicturesOfAThing = 48;
    private const int Epochs = 4;
    private const int BatchSize = 20;

    private static readonly int[] s_workers = [1, 2, 4];

    // Small ones are decoded faster than they are trained with, large ones are not.
    private static readonly (int Height, int Width)[] s_sizes = [(90, 120), (300, 400)];

    public static int Run()
    {
        Console.WriteLine(
            $"{Drawing.Things.Length * PicturesOfAThing} JPEG pictures, made {PictureNet.InputHeight}×{PictureNet.InputWidth}; training on one thread; "
            + $"{Environment.ProcessorCount} processors\n");
        Console.WriteLine("| pictures | read-ahead threads | decoded a second | trained a second | of training waited | weights |");
        Console.WriteLine("|---|---:|---:|---:|---:|---|");
        bool areEqual = true;
        foreach ((int height, int width) in s_sizes)
        {
            string folder = Path.Combine(Path.GetTempPath(), $"pictures-{Guid.NewGuid():N}");
            try
            {
                Paint(folder, height, width);
                areEqual &= Measure(folder, $"{height}×{width}");
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        return areEqual ? 0 : 1;
    }

    /// <summary>A row for each number of threads; whether all trained the same weights.</summary>
    private static bool Measure(string folder, string size)
    {
        float[]? first = null;
        bool areEqual = true;
        foreach (int workers in s_workers)
        {
            ImageFileDataset found = ImageFileDataset.FromFolder(folder, ImagePreprocessing.For<PictureNet>());
            ImageFileDataset pictures = new(found.Files, found.ClassNames, found.Preprocessing) { ReadAheadThreads = workers };
            double decoded = Decode(pictures, workers);
            Trainer<PictureNet> trainer = new(new Adam(0.001), seed: 1) { Threads = 1 };
            TrainingHistory history = trainer.Fit(pictures, Epochs, BatchSize);
            float[] weights = trainer.Network.Weights.Values.ToArray();
            first ??= weights;
            bool isEqual = first.AsSpan().SequenceEqual(weights);
            areEqual &= isEqual;

            // The first epoch compiles; the others are counted.
            EpochResult[] counted = [.. history.Skip(1)];
            double seconds = counted.Sum(epoch => epoch.Seconds);
            double waited = counted.Sum(epoch => epoch.WaitedSeconds);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {size} | {workers} | {decoded:0} | {counted.Length * pictures.Count / seconds:0} | {waited / seconds:p0} | "
                + $"{(isEqual ? "equal" : "DIFFERENT")} |"));
        }

        return areEqual;
    }

    /// <summary>Pictures a second that so many threads decode while nothing else is done.</summary>
    private static double Decode(ImageFileDataset pictures, int threads)
    {
        ParallelOptions options = new() { MaxDegreeOfParallelism = threads };
        void All() => Parallel.For(0, pictures.Count, options, i => pictures.CopyImage(i, new float[pictures.ImageLength]));
        All();
        long begin = Stopwatch.GetTimestamp();
        All();
        return pictures.Count / Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }

    private static void Paint(string folder, int height, int width)
    {
        foreach (Drawing thing in Drawing.Things)
        {
            Directory.CreateDirectory(Path.Combine(folder, thing.Name));
            Parallel.For(0, PicturesOfAThing, i =>
            {
                RandomSource random = new(7, RandomSource.StreamOf(thing.Name) + (ulong)i);
                ImageFile.Save(Painter.Paint(thing, height, width, ref random), Path.Combine(folder, thing.Name, $"{i:00}.jpg"), quality: 85);
            });
        }
    }
}
