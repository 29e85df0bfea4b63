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

    /// <summary>Of the images of a class, the share that was found; NaN where there are none.</summary>
    /// <param name="label">The class.</param>
    public double Recall(int label)
    {
        long images = 0;
        for (int predicted = 0; predicted < Classes; predicted++)
        {
            images += this[label, predicted];
        }

        return (double)this[label, label] / images;
    }

    /// <summary>Of the images that were taken for a class, the share that is of it; NaN where there are none.</summary>
    /// <param name="label">The class.</param>
    public double Precision(int label)
    {
        long images = 0;
        for (int actual = 0; actual < Classes; actual++)
        {
            images += this[actual, label];
        }

        return (double)this[label, label] / images;
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
