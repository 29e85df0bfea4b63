using System.Globalization;

namespace CnnGen.Samples.Server;

/// <summary>What the command line or the environment may say; a value outside its range ends the start with its name.</summary>
/// <param name="Workers">Networks that compute at the same time, on the same weights, each on a thread of its own.</param>
/// <param name="MaxBatch">Images that a network takes at once.</param>
/// <param name="QueueLength">Images that may wait; more are refused at once with 503, since waiting longer helps nobody.</param>
/// <param name="MaxBodyBytes">Largest body.</param>
/// <param name="MaxPixels">Largest picture, which is asked of its header before anything is unpacked.</param>
/// <param name="Timeout">How long a request may take in all.</param>
internal sealed record ServerOptions(int Workers, int MaxBatch, int QueueLength, int MaxBodyBytes, int MaxPixels, TimeSpan Timeout)
{
    public static ServerOptions Read(IConfiguration configuration) => new(
        Number(configuration, "workers", Environment.ProcessorCount, 1, 256),
        Number(configuration, "batch", 16, 1, 1024),
        Number(configuration, "queue", 1024, 1, 1 << 20),
        Number(configuration, "max-body", 1 << 20, 64, 1 << 30),
        Number(configuration, "max-pixels", 4_000_000, 1, 100_000_000),
        TimeSpan.FromMilliseconds(Number(configuration, "timeout", 5000, 1, 3_600_000)));

    private static int Number(IConfiguration configuration, string name, int otherwise, int least, int most) => configuration[name] switch
    {
        null => otherwise,
        string text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= least && value <= most => value,
        string text => throw new ArgumentException($"{name} is '{text}'; it is a whole number from {least} to {most}."),
    };
}
