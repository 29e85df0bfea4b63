using System.Globalization;
using CnnGen;
using CnnGen.Imaging;

namespace Segmentation;

/// <summary>The page: numbers, curves, and masks beside the pictures they belong to.</summary>
internal static class Report
{
    private const int Examples = 6;
    private const int Scale = 2;

    private static readonly byte[][] s_colors = [[226, 232, 240], [37, 99, 235], [234, 88, 12], [22, 163, 74]];
    private static readonly byte[] s_edge = [255, 255, 255];

    public static void Write(string path, Trainer<UNet> trainer, Dataset validation, ConfusionMatrix confusion)
    {
        UNet network = trainer.Network;
        (int Index, double Right)[] byScore = [.. Enumerable
            .Range(0, validation.Count)
            .Select(i => (i, Right(network, validation, i)))
            .OrderBy(example => example.Item2)];
        int[] worst = [.. byScore.Take(Examples).Select(example => example.Index)];
        HtmlReport report = new HtmlReport("Shapes, found pixel by pixel")
            .Figures(
                ("mean IoU", Number(confusion.Mean(confusion.IntersectionOverUnion))),
                ("mean Dice", Number(confusion.Mean(confusion.Dice))),
                ("of pixels", Percent(confusion.Accuracy)),
                ("parameters", UNet.ParameterCount.ToString("N0", CultureInfo.InvariantCulture)),
                ("seconds of training", trainer.History.Sum(epoch => epoch.Seconds).ToString("0.0", CultureInfo.InvariantCulture)))
            .History(trainer.History)
            .Section(
                "Classes",
                "IoU is what is both of a class and was taken for it, by what is either; Dice counts what is both twice. Pixels at edges count nothing.")
            .Table(
                ["class", "IoU", "Dice", "found", "right of these"],
                Enumerable.Range(0, confusion.Classes).Select(label => (IReadOnlyList<string>)
                [
                    Scene.ClassNames[label], Number(confusion.IntersectionOverUnion(label)), Number(confusion.Dice(label)),
                    Percent(confusion.Recall(label)), Percent(confusion.Precision(label)),
                ]))
            .Section("Which is taken for which", "Rows are what pixels show, columns what the network answers.")
            .Confusion(confusion, Scene.ClassNames)
            .Section("Masks", "Picture, labels and answer: discs are blue, squares orange, triangles green; edges, which count nothing, are white.")
            .Pictures(Enumerable.Range(0, Examples).Select(i => Triple(network, validation, i)))
            .Section("Worst masks", "The pictures with the fewest pixels right.")
            .Pictures(worst.Select(i => Triple(network, validation, i)))
            .Section("Feature maps", "What the second level of the way down gives for the first picture; one that is all violet is dead.")
            .Pictures([(HeatMap.Features(network.Inspect(Image(validation, 0), new float[UNet.OutputLength]), "down2.relu2", 2), "down2.relu2")])
            .Section("Values of the layers", "Over 20 pictures of validation.")
            .Activations(ActivationStatistics.Of(network, validation, images: 20))
            .Section("Time")
            .Profile(network.Profile())
            .Section("Network")
            .Network(network.Weights.Info);
        report.Save(path);
    }

    /// <summary>The class of each pixel, by its largest score.</summary>
    private static int[] Answer(UNet network, ReadOnlySpan<float> image)
    {
        float[] scores = new float[UNet.OutputLength];
        network.Logits(image, scores);
        int classes = Scene.ClassNames.Count;
        return [.. Enumerable.Range(0, scores.Length / classes).Select(pixel =>
        {
            float[] own = scores[(pixel * classes)..((pixel + 1) * classes)];
            return Array.IndexOf(own, own.Max());
        })];
    }

    private static float[] Image(Dataset data, int index)
    {
        float[] image = new float[data.ImageLength];
        data.CopyImage(index, image);
        return image;
    }

    private static int[] Labels(Dataset data, int index)
    {
        int[] labels = new int[data.LabelLength];
        data.CopyLabels(index, labels);
        return labels;
    }

    private static double Right(UNet network, Dataset data, int index)
    {
        (int Label, int Answer)[] counted = [.. Labels(data, index).Zip(Answer(network, Image(data, index))).Where(pixel => pixel.First != Scene.Edge)];
        return counted.Average(pixel => pixel.Label == pixel.Answer ? 1.0 : 0);
    }

    private static (Image Picture, string Caption) Triple(UNet network, Dataset data, int index)
    {
        float[] image = Image(data, index);
        Image picture = new(UNet.InputHeight, UNet.InputWidth, 3, [.. image.Select(value => (byte)MathF.Round(255 * value))]);
        Image[] sheet = [picture, Mask(Labels(data, index)), Mask(Answer(network, image))];
        return (
            ImageSheet.Of([.. sheet.Select(part => part.Resize(part.Height * Scale, part.Width * Scale, ResizeFilter.Nearest))], columns: 3),
            $"picture {index}: {Percent(Right(network, data, index))} of the pixels");
    }

    private static Image Mask(int[] labels) =>
        new(UNet.InputHeight, UNet.InputWidth, 3, [.. labels.SelectMany(label => label == Scene.Edge ? s_edge : s_colors[label])]);

    private static string Number(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Percent(double share) => double.IsNaN(share) ? "–" : (100 * share).ToString("0.0", CultureInfo.InvariantCulture) + " %";
}
