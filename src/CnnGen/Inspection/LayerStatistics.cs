namespace CnnGen;

/// <summary>The values of a layer over some images.</summary>
/// <param name="Layer">The layer.</param>
public sealed record LayerStatistics(NetworkValue Layer)
{
    /// <summary>The mean of all values that are finite.</summary>
    public double Mean { get; init; }

    /// <summary>Their standard deviation.</summary>
    public double Deviation { get; init; }

    /// <summary>The root of the mean of their squares.</summary>
    public double RootMeanSquare { get; init; }

    /// <summary>The largest magnitude.</summary>
    public double Largest { get; init; }

    /// <summary>The share of values that are 0, from 0 to 1.</summary>
    public double Zeros { get; init; }

    /// <summary>How many values are NaN or infinite.</summary>
    public long NotFinite { get; init; }

    /// <summary>Channels that are 0 everywhere in all images; behind a ReLU these are dead units.</summary>
    public int DeadChannels { get; init; }

    /// <summary>The root of the mean of the squares of the gradients.</summary>
    public double GradientRootMeanSquare { get; init; }
}
