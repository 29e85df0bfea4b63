using CnnGen.Runtime;
using Xunit;

namespace CnnGen.Tests.Training;

/// <summary>Targets that move with their images when the trainer reads them.</summary>
public sealed class AugmentedTargetTests
{
    private const int Height = 6;
    private const int Width = 9;
    private const int Ignored = 255;

    private static readonly NetworkInfo s_info = new()
    {
        Name = "Pixels",
        InputHeight = Height,
        InputWidth = Width,
        InputChannels = 1,
        OutputLength = Height * Width * 40,
        Losses = [new LossInfo("loss", LossKind.SoftmaxCrossEntropy, 0, Height * Width, 40) { IgnoreLabel = Ignored }],
        ParameterCount = 0,
        MultiplyAdds = 0,
        ArenaBytes = 0,
        Summary = "",
        Parameters = [],
    };

    /// <summary>The class of a pixel is a hundred times its value, and what enters at the border has the value of the label that does not count.</summary>
    [Fact]
    public void LabelsOfPixels_MoveWithTheImage_AndTheLabelThatDoesNotCountEnters()
    {
        TensorDataset data = Data(5);
        Augmentation augmentation = new Compose(new RandomFlip(), new RandomShift(3, fill: Ignored / 100f));
        ExampleReader reader = new(data, s_info);
        float[] image = new float[Height * Width];
        int[] labels = new int[image.Length];
        int entered = 0;
        for (int index = 0; index < data.Count; index++)
        {
            reader.Read(index, new AugmentedExample { Image = image, Labels = labels, Scratch = new float[image.Length] }, augmentation, epochSeed: 3);

            Assert.Equal(image.Select(value => (int)MathF.Round(100 * value)), labels);
            entered += labels.Count(label => label == Ignored);
        }

        Assert.NotEqual(0, entered);
    }

    [Fact]
    public void ReadingAhead_GivesTheSameLabels()
    {
        TensorDataset data = Data(7);
        Augmentation augmentation = new Compose(new RandomFlip(), new RandomShift(2));
        BatchLoader plain = new(data, s_info, 4);
        BatchLoader ahead = new(new Ahead(data), s_info, 4);
        foreach (BatchLoader loader in (BatchLoader[])[plain, ahead])
        {
            loader.Load([6, 2, 0, 4], 0, 4, threads: 2, augmentation, epochSeed: 9);
        }

        Assert.Equal(plain.Images.ToArray(), ahead.Images.ToArray());
        Assert.Equal(plain.Labels.ToArray(), ahead.Labels.ToArray());
        Assert.NotEqual(Enumerable.Range(0, Height * Width).Select(i => (6 + i) % 40), plain.Labels[..(Height * Width)].ToArray());
    }

    [Fact]
    public void PartsOfData_HaveTheLabelsOfTheirPixels()
    {
        TensorDataset data = Data(9);
        (Dataset training, Dataset validation) = data.Split(0.34, seed: 2);

        Assert.Equal((6, 3), (training.Count, validation.Count));
        Assert.Equal(Height * Width, validation.LabelLength);
        Dataset subset = data.Subset([4]);
        int[] labels = new int[Height * Width];
        subset.CopyLabels(0, labels);
        Assert.Equal(4 + 1, labels[1]);
        float[] image = new float[labels.Length];
        new ExampleReader(subset, s_info).Read(
            0,
            new AugmentedExample { Image = image, Labels = labels, Scratch = new float[image.Length] },
            new RandomFlip(1),
            1);
        Assert.Equal(4 + Width - 1, labels[0]);
    }

    /// <summary>A data set whose targets are made of a rectangle after it has moved.</summary>
    [Fact]
    public void ADataSetOfItsOwn_MakesTargetsOfMovedBoxes()
    {
        float[] image = new float[Height * Width];
        float[] values = new float[4];
        RandomSource random = new(1);

        new Boxes()
            .Subset([0])
            .CopyAugmented(0, new RandomFlip(1), ref random, new AugmentedExample { Image = image, Values = values, Scratch = new float[image.Length] });

        Assert.Equal([Width - 3, 2, Width - 1, 5], values);
    }

    private static TensorDataset Data(int count)
    {
        int[] labels = [.. Enumerable.Range(0, count * Height * Width).Select(i => ((i / (Height * Width)) + (i % (Height * Width))) % 40)];
        return new TensorDataset([.. labels.Select(label => label / 100f)], labels, [], Height, Width, 1);
    }

    private sealed class Ahead(TensorDataset data) : Dataset
    {
        public override int Count => data.Count;

        public override int ImageHeight => data.ImageHeight;

        public override int ImageWidth => data.ImageWidth;

        public override int ImageChannels => data.ImageChannels;

        public override TargetKind TargetKind => data.TargetKind;

        public override int LabelLength => data.LabelLength;

        public override int Workers => 3;

        public override void CopyImage(int index, Span<float> destination) => data.CopyImage(index, destination);

        public override void CopyLabels(int index, Span<int> destination) => data.CopyLabels(index, destination);
    }

    private sealed class Boxes : Dataset
    {
        public override int Count => 1;

        public override int ImageHeight => Height;

        public override int ImageWidth => Width;

        public override int ImageChannels => 1;

        public override TargetKind TargetKind => TargetKind.Values;

        public override int TargetLength => 4;

        public override void CopyImage(int index, Span<float> destination) => destination.Clear();

        public override void CopyAugmented(int index, Augmentation augmentation, ref RandomSource random, AugmentedExample example)
        {
            CopyImage(index, example.Image);
            BoundingBox[] boxes = [new(1, 2, 3, 5)];
            augmentation.Apply(new AugmentedImage(example.Image, example.Scratch, Height, Width, 1) { Boxes = boxes }, ref random);
            (example.Values[0], example.Values[1], example.Values[2], example.Values[3]) = boxes[0];
        }
    }
}
