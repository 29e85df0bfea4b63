using System.Globalization;
using CnnGen;
using CnnGen.Samples;

namespace Mnist.Charts;

/// <summary>Loss and share of errors by epoch, for training and test images, on logarithmic axes.</summary>
internal static class LearningCurve
{
    private const int Width = 960;
    private const int Height = 430;
    private const int PlotTop = 105;
    private const int PlotHeight = 250;
    private const int PlotWidth = 285;
    private const int MostEpochLabels = 10;
    private const double LabelDistance = 15;

    public static string Draw(TrainingHistory history)
    {
        SvgDocument svg = new(Width, Height);
        EpochResult last = history[^1];
        svg.Text(40, 36, "LeNet-5, learning curve", 18, Palette.Heading, isBold: true);
        string epochs = history.Count == 1 ? "1 epoch" : $"{history.Count} epochs";
        svg.Text(40, 58, $"{epochs}, then {last.Validation!.Value.Accuracy:P2} of {last.Validation.Value.Images:N0} test images right", 13, Palette.Label);
        Panel(
            svg,
            80,
            "loss",
            1e-5,
            value => value.ToString("0.####", CultureInfo.InvariantCulture),
            [.. history.Select(epoch => epoch.Loss)],
            [.. history.Select(epoch => epoch.Validation!.Value.Loss)]);
        Panel(
            svg,
            545,
            "errors",
            1e-3,
            value => value.ToString("0.###", CultureInfo.InvariantCulture) + " %",
            [.. history.Select(epoch => 100 * (1 - epoch.Accuracy))],
            [.. history.Select(epoch => 100 * (1 - epoch.Validation!.Value.Accuracy))]);
        const string Note = "train: each image as it was shifted, when its batch came, hence before the epoch's end; test: all test images after the epoch";
        svg.Text(40, Height - 14, Note, 11, Palette.Label);
        return svg.ToString();
    }

    private static void Panel(SvgDocument svg, double left, string title, double least, Func<double, string> text, double[] train, double[] test)
    {
        LogAxis axis = new(PlotTop, PlotTop + PlotHeight, least, train.Concat(test));
        svg.Text(left, PlotTop - 14, title, 12, Palette.Heading, isBold: true);
        foreach (double tick in axis.Ticks)
        {
            svg.Line(left, axis.Place(tick), left + PlotWidth, axis.Place(tick), Palette.Grid);
            svg.Text(left - 8, axis.Place(tick) + 4, text(tick), 11, Palette.Label, "end");
        }

        int every = (train.Length + MostEpochLabels - 1) / MostEpochLabels;
        for (int epoch = 1; epoch <= train.Length; epoch += every)
        {
            svg.Text(PlaceOf(left, epoch, train.Length), PlotTop + PlotHeight + 20, $"{epoch}", 11, Palette.Label, "middle");
        }

        svg.Text(left + (PlotWidth / 2), PlotTop + PlotHeight + 40, "epoch", 11, Palette.Label, "middle");
        Curve(svg, left, axis, train, Palette.Train);
        Curve(svg, left, axis, test, Palette.Test);

        // Labels at the ends of the curves, moved apart where they would touch.
        double trainPlace = axis.Place(train[^1]) + 4;
        double testPlace = axis.Place(test[^1]) + 4;
        double missing = Math.Max(0, LabelDistance - Math.Abs(trainPlace - testPlace)) / 2 * (testPlace < trainPlace ? 1 : -1);
        svg.Text(left + PlotWidth + 10, trainPlace + missing, $"train {text(Rounded(train[^1]))}", 12, Palette.Label);
        svg.Text(left + PlotWidth + 10, testPlace - missing, $"test {text(Rounded(test[^1]))}", 12, Palette.Test, isBold: true);
    }

    private static void Curve(SvgDocument svg, double left, LogAxis axis, double[] values, string color)
    {
        (double X, double Y)[] points = [.. values.Select((value, i) => (PlaceOf(left, i + 1, values.Length), axis.Place(value)))];
        svg.Path(points, color, 2);
        foreach ((double x, double y) in points)
        {
            svg.Circle(x, y, 2.6, color);
        }
    }

    // A single epoch stands in the middle.
    private static double PlaceOf(double left, int epoch, int epochs) =>
        left + (epochs == 1 ? PlotWidth / 2 : 8 + ((PlotWidth - 16) * (double)(epoch - 1) / (epochs - 1)));

    // Three digits that count.
    private static double Rounded(double value) =>
        value >= 10 ? Math.Round(value, 1) : value >= 1 ? Math.Round(value, 2) : value >= 0.1 ? Math.Round(value, 3) : Math.Round(value, 4);
}
