using Xunit;

namespace CnnGen.Imaging.Tests;

public sealed class ImageFileDatasetTests
{
    private static readonly ImagePreprocessing s_preparation = new(12, 12, 3, Normalization.Symmetric);

    [Fact]
    public void FromFolder_TakesClassesFromNames_InOrdinalOrder()
    {
        using PictureFolder folder = new();
        File.WriteAllText(folder.In("red", "notes.txt"), "no picture");
        File.WriteAllText(folder.In("red", ".hidden.jpg"), "no picture");
        Directory.CreateDirectory(folder.In("red", "more"));
        File.Copy(folder.In("red", "00.jpg"), folder.In("red", "more", "zero.jpg"));

        ImageFileDataset data = ImageFileDataset.FromFolder(folder.Root, s_preparation);

        Assert.Equal(PictureFolder.Names, data.ClassNames);
        Assert.Equal(31, data.Count);
        Assert.Equal([.. Enumerable.Repeat(0, 10), .. Enumerable.Repeat(1, 10), .. Enumerable.Repeat(2, 11)], Enumerable.Range(0, 31).Select(data.Label));
        Assert.EndsWith("00.jpg", data.Files[0].Path, StringComparison.Ordinal);
        float[] image = new float[data.ImageLength];
        data.CopyImage(3, image);
        Assert.Equal(s_preparation.Apply(data.LoadPicture(3)), image);
    }

    [Fact]
    public void FromFolder_WithoutPictures_NamesTheFolder()
    {
        using PictureFolder folder = new(1);
        Directory.CreateDirectory(folder.In("none"));

        Assert.Contains(
            "none: contains no pictures",
            Assert.Throws<DataFileException>(() => ImageFileDataset.FromFolder(folder.Root, s_preparation)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "contains no folders",
            Assert.Throws<DataFileException>(() => ImageFileDataset.FromFolder(folder.In("none"), s_preparation)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void BrokenFiles_AreRefusedByName_OrSkippedAndListed()
    {
        using PictureFolder folder = new();
        byte[] whole = File.ReadAllBytes(folder.In("green", "02.jpg"));
        File.WriteAllBytes(folder.In("green", "02.jpg"), whole[..(whole.Length / 2)]);
        File.WriteAllText(folder.In("red", "00.jpg"), "not a picture at all");

        ImageFileDataset refusing = ImageFileDataset.FromFolder(folder.Root, s_preparation);
        var trainer = new Trainer<ColorNet>(new Sgd(0.1f));
        var refusal = Assert.Throws<ImageFileException>(() => trainer.Fit(refusing, 1, 30));
        ImageFileDataset skipping = ImageFileDataset.FromFolder(folder.Root, s_preparation, BrokenImages.Skip);

        Assert.Matches(@"(green.02\.jpg|red.00\.jpg): ", refusal.Message);
        Assert.Equal(28, skipping.Count);
        Assert.Equal(["02.jpg", "00.jpg"], skipping.Skipped.Select(file => Path.GetFileName(file.Path)));
        Assert.Contains("truncated", skipping.Skipped[0].Reason, StringComparison.Ordinal);
        Assert.Equal(10, skipping.Files.Count(file => file.Label == 0));
    }

    [Fact]
    public void FromCsv_ReadsPathsAndClasses_QuotesIncluded()
    {
        using PictureFolder folder = new();
        File.Move(folder.In("red", "00.jpg"), folder.In("red", "a, \"b\".jpg"));
        string list = folder.In("list.csv");
        File.WriteAllText(list, "file,class,remark\r\n\"red/a, \"\"b\"\".jpg\",red apple,x\r\n\r\nblue/01.png,\"sky\"\n");

        ImageFileDataset data = ImageFileDataset.FromCsv(list, s_preparation);

        Assert.Equal(["red apple", "sky"], data.ClassNames);
        Assert.Equal([0, 1], new[] { data.Label(0), data.Label(1) });
        Assert.Equal(2, data.Count);
        Assert.NotNull(data.LoadPicture(0));
    }

    [Theory]
    [InlineData("blue/01.png", "line 1: a path and the name of a class are expected")]
    [InlineData("blue/none.png,sky", "line 1: there is no file")]
    [InlineData("\"blue/01.png,sky", "line 1: the quotes do not end")]
    public void FromCsv_OfABadLine_NamesIt(string line, string message)
    {
        using PictureFolder folder = new(2);
        string list = folder.In("list.csv");
        File.WriteAllText(list, line);

        var refusal = Assert.Throws<DataFileException>(() => ImageFileDataset.FromCsv(list, s_preparation, hasHeader: false));

        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromCsv_OrdersNumbersAsNumbers()
    {
        using PictureFolder folder = new(2);
        string list = folder.In("list.csv");
        File.WriteAllText(list, "blue/01.png,10\nblue/00.jpg,9\n");

        Assert.Equal(["9", "10"], ImageFileDataset.FromCsv(list, s_preparation, hasHeader: false).ClassNames);
    }

    [Fact]
    public void Training_GivesTheSameBits_ForEveryNumberOfWorkers()
    {
        using PictureFolder folder = new();

        float[][] weights = [.. ((int[])[0, 1, 2, 4]).Select(workers => Train(Data(folder, workers), epochs: 3).Network.Weights.Trainable.ToArray())];

        Assert.All(weights[1..], other => Assert.Equal(weights[0], other));
    }

    [Fact]
    public void Training_SaysHowLongItHasWaitedForPicturesThatAreReadAhead()
    {
        using PictureFolder folder = new();
        TrainingHistory ahead = Train(Data(folder, workers: 1), epochs: 2).History;

        Assert.All(ahead, epoch => Assert.True(epoch.WaitedSeconds > 0 && epoch.WaitedSeconds <= epoch.Seconds, $"{epoch.WaitedSeconds} of {epoch.Seconds} s"));
        Assert.All(Train(Data(folder, workers: 0), epochs: 1).History, epoch => Assert.Equal(0, epoch.WaitedSeconds));
    }

    [Fact]
    public void Training_StoppedWithinAnEpochAndResumed_GivesTheSameBits()
    {
        using PictureFolder folder = new();
        Trainer<ColorNet> straight = Train(Data(folder, workers: 2), epochs: 3);

        using CancellationTokenSource cancellation = new();
        Trainer<ColorNet> stopped = NewTrainer();
        Assert.Throws<OperationCanceledException>(() => stopped.Fit(
            new StoppingData(Data(folder, workers: 2), cancellation, after: 44), 3, 7, cancellation: cancellation.Token));
        using MemoryStream checkpoint = new();
        stopped.SaveCheckpoint(checkpoint);
        checkpoint.Position = 0;
        Trainer<ColorNet> resumed = Trainer<ColorNet>.Resume(checkpoint, new Sgd(0.05f, 0.9f));
        resumed.Augmentation = new RandomFlip();
        resumed.Fit(Data(folder, workers: 1), 3, 7);

        Assert.Equal(1, stopped.Epoch);
        Assert.Equal(straight.Network.Weights.Trainable.ToArray(), resumed.Network.Weights.Trainable.ToArray());
    }

    [Fact]
    public void Training_LearnsColours()
    {
        using PictureFolder folder = new();

        Assert.Equal(1, Train(Data(folder, workers: 2), epochs: 12).Evaluate(Data(folder, workers: 2)).Accuracy);
    }

    [Fact]
    public void Augmentations_SeeValuesBeforeNormalization()
    {
        using PictureFolder folder = new();
        RangeOf range = new();
        Trainer<ColorNet> trainer = new(new Sgd(0.01f)) { Augmentation = range };

        trainer.Fit(Data(folder, workers: 2), 1, 30);

        Assert.InRange(range.Least, -1e-6f, 0.3f);
        Assert.InRange(range.Most, 0.7f, 1 + 1e-6f);
    }

    [Fact]
    public void KeepInMemory_GivesTheSameImages()
    {
        using PictureFolder folder = new(2);
        ImageFileDataset kept = new([new LabelledFile(folder.In("red", "00.jpg"), 0)], ["red"], s_preparation) { KeepInMemory = true };
        float[] first = new float[kept.ImageLength];
        float[] second = new float[kept.ImageLength];

        kept.CopyImage(0, first);
        File.Delete(folder.In("red", "00.jpg"));
        kept.CopyImage(0, second);

        Assert.Equal(first, second);
    }

    private static ImageFileDataset Data(PictureFolder folder, int workers)
    {
        ImageFileDataset found = ImageFileDataset.FromFolder(folder.Root, s_preparation);
        return new ImageFileDataset(found.Files, found.ClassNames, s_preparation) { ReadAheadThreads = workers };
    }

    private static Trainer<ColorNet> NewTrainer() => new(new Sgd(0.05f, 0.9f), seed: 5) { Augmentation = new RandomFlip() };

    private static Trainer<ColorNet> Train(Dataset data, int epochs)
    {
        Trainer<ColorNet> trainer = NewTrainer();
        trainer.Fit(data, epochs, 7);
        return trainer;
    }

    private sealed class RangeOf : Augmentation
    {
        private readonly Lock _lock = new();

        public float Least { get; private set; } = float.MaxValue;

        public float Most { get; private set; } = float.MinValue;

        public override void Apply(AugmentedImage image, ref Runtime.RandomSource random)
        {
            foreach (float value in image.Values)
            {
                lock (_lock)
                {
                    Least = Math.Min(Least, value);
                    Most = Math.Max(Most, value);
                }
            }
        }
    }

    private sealed class StoppingData(Dataset data, CancellationTokenSource cancellation, int after) : Dataset
    {
        private int _read;

        public override int Count => data.Count;

        public override int ImageHeight => data.ImageHeight;

        public override int ImageWidth => data.ImageWidth;

        public override int ImageChannels => data.ImageChannels;

        public override TargetKind TargetKind => data.TargetKind;

        public override Normalization? Normalization => data.Normalization;

        public override int Workers => data.Workers;

        public override int Label(int index) => data.Label(index);

        public override void CopyImage(int index, Span<float> destination)
        {
            data.CopyImage(index, destination);
            if (Interlocked.Increment(ref _read) == after)
            {
                cancellation.Cancel();
            }
        }
    }
}
