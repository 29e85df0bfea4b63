using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using CnnGen.Samples.LoadTest;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (LoadOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine(LoadOptions.Usage);
    return 2;
}

try
{
    byte[] request = Connection.PostPicture(File.ReadAllBytes(options.Picture));
    using CancellationTokenSource time = new(TimeSpan.FromSeconds(options.Seconds));
    ConcurrentDictionary<int, int> statuses = new();
    List<double>[] latencies = [.. Enumerable.Range(0, options.Connections).Select(_ => new List<double>())];
    int begun = 0;

    Stopwatch watch = Stopwatch.StartNew();
    await Task.WhenAll(latencies.Select(Run));
    double seconds = watch.Elapsed.TotalSeconds;

    double[] sorted = [.. latencies.SelectMany(list => list).Order()];
    if (sorted.Length == 0)
    {
        Console.Error.WriteLine("No request was answered in time.");
        return 1;
    }

    Console.WriteLine(
        $"requests {sorted.Length} in {seconds:0.00} s over {options.Connections} connections: "
        + $"{string.Join(", ", statuses.OrderBy(pair => pair.Key).Select(pair => $"{pair.Value} × {pair.Key}"))}");
    Console.WriteLine($"requests a second {sorted.Length / seconds:0}");
    Console.WriteLine($"milliseconds p50 {At(0.5):0.000}, p99 {At(0.99):0.000}, longest {sorted[^1]:0.000}");
    return statuses.Keys.All(status => status == 200) ? 0 : 1;

    double At(double share) => sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))];

    async Task Run(List<double> milliseconds)
    {
        using Connection connection = new(request);
        try
        {
            await connection.Open(options.Port, time.Token);
            while (Interlocked.Increment(ref begun) <= options.Requests)
            {
                long start = Stopwatch.GetTimestamp();
                int status = await connection.Ask(time.Token);
                milliseconds.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                statuses.AddOrUpdate(status, 1, static (_, count) => count + 1);
            }
        }
        catch (OperationCanceledException) when (time.IsCancellationRequested)
        {
            // Time is up; what was answered until now counts.
        }
    }
}
catch (Exception error) when (error is IOException or SocketException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}
