namespace CnnGen;

/// <summary>How long a layer takes.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Microseconds">The median of all runs.</param>
/// <param name="Fastest">The fastest run, in microseconds.</param>
/// <param name="Share">Its share of the whole network's time, from 0 to 1.</param>
public sealed record LayerTime(ProfiledLayer Layer, double Microseconds, double Fastest, double Share)
{
    /// <summary>Floating-point operations a second, in thousands of millions; a multiply-add counts as two.</summary>
    public double GigaflopsPerSecond => Microseconds > 0 ? 2e-3 * Layer.MultiplyAdds / Microseconds : 0;

    /// <summary>Bytes that have to be moved a second, in thousands of millions.</summary>
    public double GigabytesPerSecond => Microseconds > 0 ? 1e-3 * Layer.Bytes / Microseconds : 0;
}
