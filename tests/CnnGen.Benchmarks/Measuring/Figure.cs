namespace CnnGen.Benchmarks.Measuring;

/// <summary>The figure in which the time of a call is shown.</summary>
/// <param name="Unit">Its unit.</param>
/// <param name="Scale">What a second counts in it.</param>
/// <param name="IsRate">Whether it is calls a second times <paramref name="Scale"/>, not seconds.</param>
internal sealed record Figure(string Unit, double Scale, bool IsRate)
{
    /// <summary>Milliseconds a call.</summary>
    public static Figure Milliseconds { get; } = new("ms", 1e3, IsRate: false);

    /// <summary>Images a second, when a call works on a batch.</summary>
    public static Figure ImagesPerSecond(int batch) => new("images/s", batch, IsRate: true);

    /// <summary>The figure of a time.</summary>
    public double Of(double seconds) => IsRate ? Scale / seconds : Scale * seconds;
}
