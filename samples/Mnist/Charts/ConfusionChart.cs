using CnnGen;
using CnnGen.Samples;

namespace Mnist.Charts;

/// <summary>How often each digit was taken for each: a row a label, a column an answer.</summary>
internal static class ConfusionChart
{
    private const int Cell = 48;
    private const int Gap = 3;
    private const int Left = 90;
    private const int Top = 130;

    public static string Draw(ConfusionMatrix confusion)
    {
        int classes = confusion.Classes;
        int size = classes * Cell;
        SvgDocument svg = new(Left + size + 110, Top + size + 70);
        svg.Text(40, 36, "LeNet-5, confusion matrix", 18, Palette.Heading, isBold: true);
        svg.Text(40, 58, $"{confusion.Correct:N0} of {confusion.Total:N0} test images right, {confusion.Accuracy:P2}", 13, Palette.Label);
        svg.Text(Left + (size / 2), Top - 38, "answer", 12, Palette.Heading, "middle", isBold: true);
        svg.Text(Left - 14, Top - 14, "label", 12, Palette.Heading, "end", isBold: true);
        svg.Text(Left + size + 14, Top - 14, "found", 12, Palette.Heading, isBold: true);
        svg.Text(Left - 14, Top + size + 26, "right", 12, Palette.Heading, "end", isBold: true);
        long mostErrors = MostErrors(confusion);
        for (int label = 0; label < classes; label++)
        {
            double middle = Top + (label * Cell) + (Cell / 2) + 4;
            double centre = Left + (label * Cell) + ((Cell - Gap) / 2d);
            svg.Text(Left - 18, middle, $"{label}", 13, Palette.Heading, "end", isBold: true);
            svg.Text(centre, Top - 14, $"{label}", 13, Palette.Heading, "middle", isBold: true);
            svg.Text(Left + size + 14, middle, Share(confusion.Recall(label)), 12, Palette.Label);
            svg.Text(centre, Top + size + 26, Share(confusion.Precision(label)), 12, Palette.Label, "middle");
            for (int answer = 0; answer < classes; answer++)
            {
                DrawCell(svg, label, answer, confusion[label, answer], mostErrors);
            }
        }

        const string Note = "found: of the images of a digit, the share that was read so; right: of the answers, the share that was right";
        svg.Text(Left, Top + size + 52, Note, 11, Palette.Label);
        return svg.ToString();
    }

    private static void DrawCell(SvgDocument svg, int label, int answer, long count, long mostErrors)
    {
        double x = Left + (answer * Cell);
        double y = Top + (label * Cell);
        bool isRight = label == answer;

        // The square root lets single errors be seen beside the frequent ones.
        string fill = isRight ? Palette.Right : count == 0 ? Palette.Empty : Palette.Wrong(Math.Sqrt((double)count / mostErrors));
        svg.Rectangle(x, y, Cell - Gap, Cell - Gap, fill, 4);
        if (count > 0)
        {
            svg.Text(x + ((Cell - Gap) / 2d), y + (Cell / 2) + 4, $"{count}", 13, isRight ? Palette.RightText : Palette.Heading, "middle", isRight);
        }
    }

    private static long MostErrors(ConfusionMatrix confusion)
    {
        long most = 1;
        for (int i = 0; i < confusion.Classes * confusion.Classes; i++)
        {
            int label = i / confusion.Classes;
            int answer = i % confusion.Classes;
            most = label == answer ? most : Math.Max(most, confusion[label, answer]);
        }

        return most;
    }

    private static string Share(double share) => double.IsNaN(share) ? "–" : share.ToString("P1", System.Globalization.CultureInfo.InvariantCulture);
}
