using System.Globalization;
using System.Text;
using CnnGen.Runtime;

namespace CnnGen;

/// <summary>How well a classifier does, from its outputs for labelled images. <see cref="Evaluation.Report"/> makes one of a network and a data set.</summary>
public sealed class ClassificationReport
{
    private readonly List<float[]> _outputs = [];
    private readonly List<int> _labels = [];

    /// <summary>A report of no images yet.</summary>
    /// <param name="classes">Number of classes.</param>
    public ClassificationReport(int classes) => Confusion = new ConfusionMatrix(classes);

    /// <summary>How often each class was taken for each, and the metrics that follow from it.</summary>
    public ConfusionMatrix Confusion { get; }

    /// <summary>Images that were counted.</summary>
    public int Images => _labels.Count;

    /// <summary>The share of right answers; NaN before the first image.</summary>
    public double Accuracy => Confusion.Accuracy;

    /// <summary>Counts one image.</summary>
    /// <param name="outputs">What the network gave for each class; probabilities, for the area under the ROC curve to be the usual one.</param>
    /// <param name="label">Its class.</param>
    /// <exception cref="ArgumentException">There is not one output a class, or the label is no class.</exception>
    public void Add(ReadOnlySpan<float> outputs, int label)
    {
        if (outputs.Length != Confusion.Classes)
        {
            throw new ArgumentException($"There are {outputs.Length} outputs for {Confusion.Classes} classes.", nameof(outputs));
        }

        Confusion.Add(label, NetworkRuntime.IndexOfLargest(outputs));
        _outputs.Add(outputs.ToArray());
        _labels.Add(label);
    }

    /// <summary>The share of images whose class is among the <paramref name="k"/> largest outputs; of equal outputs the first counts as larger.</summary>
    /// <param name="k">1 gives <see cref="Accuracy"/>.</param>
    public double TopK(int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        int found = 0;
        for (int i = 0; i < Images; i++)
        {
            int label = _labels[i];
            int before = 0;
            for (int c = 0; c < Confusion.Classes; c++)
            {
                before += _outputs[i][c] > _outputs[i][label] || (c < label && _outputs[i][c] == _outputs[i][label]) ? 1 : 0;
            }

            found += before < k ? 1 : 0;
        }

        return (double)found / Images;
    }

    /// <summary>
    /// The area under the ROC curve of a class against all others: the chance that an image of the class has a larger output for it than an image of another
    /// one (Fawcett 2006). Equal outputs count half. NaN where all images or none are of the class.
    /// </summary>
    /// <param name="label">The class.</param>
    public double RocAuc(int label)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)label, (uint)Confusion.Classes, nameof(label));
        float[] scores = [.. _outputs.Select(outputs => outputs[label])];
        bool[] isOfClass = [.. _labels.Select(actual => actual == label)];
        Array.Sort(scores, isOfClass);
        double ranks = 0;
        long of = 0;
        for (int first = 0; first < scores.Length;)
        {
            int end = first;
            int among = 0;
            while (end < scores.Length && scores[end] == scores[first])
            {
                among += isOfClass[end++] ? 1 : 0;
            }

            if (end == first)
            {
                return double.NaN; // a NaN among the outputs has no rank
            }

            ranks += among * ((first + 1 + end) / 2d); // equals share the mean of their ranks
            of += among;
            first = end;
        }

        double pairs = (double)of * (scores.Length - of);
        return (ranks - (of * (of + 1) / 2d)) / pairs;
    }

    /// <summary>The mean F1 over the classes, each counted by its images.</summary>
    public double WeightedF1()
    {
        double sum = 0;
        for (int label = 0; label < Confusion.Classes; label++)
        {
            double f1 = Confusion.F1(label);
            sum += double.IsNaN(f1) ? 0 : Confusion.Support(label) * f1;
        }

        return sum / Confusion.Total;
    }

    /// <summary>A table: a line a class, then the means.</summary>
    public override string ToString() => ToString(null);

    /// <summary>A table: a line a class, then the means.</summary>
    /// <param name="names">What the classes are called; their numbers where it is null.</param>
    public string ToString(IReadOnlyList<string>? names)
    {
        string[] labels = [.. Enumerable.Range(0, Confusion.Classes).Select(label => names?[label] ?? label.ToString(CultureInfo.InvariantCulture))];
        int width = Math.Max("mean".Length, labels.Max(label => label.Length));
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{Pad("class", width)}  images  precision   recall       F1  ROC AUC\n");
        for (int label = 0; label < labels.Length; label++)
        {
            Row(
                text,
                Pad(labels[label], width),
                Confusion.Support(label),
                Confusion.Precision(label),
                Confusion.Recall(label),
                Confusion.F1(label),
                RocAuc(label));
        }

        Row(
            text, Pad("mean", width), Confusion.Total, Confusion.Mean(Confusion.Precision), Confusion.Mean(Confusion.Recall), Confusion.Mean(Confusion.F1),
            Confusion.Mean(RocAuc));
        text.Append(CultureInfo.InvariantCulture, $"{Confusion.Correct} of {Confusion.Total} right: {Accuracy:0.0000}");
        return text.ToString();
    }

    private static string Pad(string text, int width) => text.PadRight(width);

    private static void Row(StringBuilder text, string name, long images, double precision, double recall, double f1, double auc) =>
        text.Append(CultureInfo.InvariantCulture, $"{name}  {images,6}  {Number(precision),9}  {Number(recall),7}  {Number(f1),7}  {Number(auc),7}\n");

    private static string Number(double value) => double.IsNaN(value) ? "–" : value.ToString("0.0000", CultureInfo.InvariantCulture);
}
