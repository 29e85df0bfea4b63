namespace CnnGen;

/// <summary>How often each class was taken for each.</summary>
public sealed class ConfusionMatrix
{
    private readonly long[] _counts;

    /// <summary>An empty matrix.</summary>
    /// <param name="classes">Number of classes.</param>
    public ConfusionMatrix(int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        Classes = classes;
        _counts = new long[(long)classes * classes];
    }

    /// <summary>Number of classes.</summary>
    public int Classes { get; }

    /// <summary>Images that were counted.</summary>
    public long Total { get; private set; }

    /// <summary>Images that were answered right.</summary>
    public long Correct { get; private set; }

    /// <summary>The share of right answers; NaN before the first image.</summary>
    public double Accuracy => (double)Correct / Total;

    /// <summary>Images of a class that were taken for a class.</summary>
    /// <param name="actual">Their class.</param>
    /// <param name="predicted">The network's answer.</param>
    public long this[int actual, int predicted] => _counts[Index(actual, predicted)];

    /// <summary>Counts one image.</summary>
    /// <param name="actual">Its class.</param>
    /// <param name="predicted">The network's answer.</param>
    public void Add(int actual, int predicted)
    {
        _counts[Index(actual, predicted)]++;
        Total++;
        Correct += actual == predicted ? 1 : 0;
    }

    /// <summary>Counts images, or the pixels of a segmentation.</summary>
    /// <param name="actual">Their classes.</param>
    /// <param name="predicted">The network's answers, as many.</param>
    public void Add(ReadOnlySpan<int> actual, ReadOnlySpan<int> predicted)
    {
        if (actual.Length != predicted.Length)
        {
            throw new ArgumentException($"There are {actual.Length} classes and {predicted.Length} answers.", nameof(predicted));
        }

        for (int i = 0; i < actual.Length; i++)
        {
            Add(actual[i], predicted[i]);
        }
    }

    /// <summary>Images of a class.</summary>
    /// <param name="label">The class.</param>
    public long Support(int label)
    {
        long images = 0;
        for (int predicted = 0; predicted < Classes; predicted++)
        {
            images += this[label, predicted];
        }

        return images;
    }

    /// <summary>Of the images of a class, the share that was found; NaN where there are none.</summary>
    /// <param name="label">The class.</param>
    public double Recall(int label) => (double)this[label, label] / Support(label);

    /// <summary>Of the images that were taken for a class, the share that is of it; NaN where there are none.</summary>
    /// <param name="label">The class.</param>
    public double Precision(int label) => (double)this[label, label] / Answers(label);

    /// <summary>The harmonic mean of <see cref="Precision"/> and <see cref="Recall"/>; NaN where a class neither occurs nor was answered.</summary>
    /// <param name="label">The class.</param>
    public double F1(int label) => 2d * this[label, label] / (Support(label) + Answers(label));

    /// <summary>Of the images or pixels that are of a class or were taken for it, the share that is both (Jaccard index); NaN where there are none.</summary>
    /// <param name="label">The class.</param>
    public double IntersectionOverUnion(int label) => (double)this[label, label] / (Support(label) + Answers(label) - this[label, label]);

    /// <summary>Twice what is both of a class and was taken for it, by the sum of the two; the same number as <see cref="F1"/>.</summary>
    /// <param name="label">The class.</param>
    public double Dice(int label) => F1(label);

    /// <summary>The mean of a metric over the classes for which it is defined: <c>confusion.Mean(confusion.IntersectionOverUnion)</c>.</summary>
    /// <param name="metric">A metric of one class.</param>
    public double Mean(Func<int, double> metric) =>
        Enumerable.Range(0, Classes).Select(metric).Where(value => !double.IsNaN(value)).DefaultIfEmpty(double.NaN).Average();

    private long Answers(int label)
    {
        long images = 0;
        for (int actual = 0; actual < Classes; actual++)
        {
            images += this[actual, label];
        }

        return images;
    }

    private int Index(int actual, int predicted)
    {
        if ((uint)actual >= (uint)Classes || (uint)predicted >= (uint)Classes)
        {
            throw new ArgumentOutOfRangeException($"Classes are 0 to {Classes - 1}; got {actual} taken for {predicted}.", innerException: null);
        }

        return (actual * Classes) + predicted;
    }
}
