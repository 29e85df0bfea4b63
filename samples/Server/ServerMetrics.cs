using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace CnnGen.Samples.Server;

/// <summary>Counts since the start, as text in the format that Prometheus reads.</summary>
internal sealed class ServerMetrics
{
    private static readonly double[] s_milliseconds = [0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000];
    private static readonly double[] s_batchSizes = [1, 2, 4, 8, 16, 32, 64];

    private readonly ConcurrentDictionary<int, long> _requests = new();
    private readonly Histogram _latency = new(s_milliseconds);
    private readonly Histogram _batches = new(s_batchSizes);

    public void CountRequest(int status, TimeSpan duration)
    {
        _requests.AddOrUpdate(status, 1, static (_, count) => count + 1);
        _latency.Add(duration.TotalMilliseconds);
    }

    public void CountBatch(int images) => _batches.Add(images);

    /// <summary>All counts.</summary>
    /// <param name="waiting">Images that wait now.</param>
    public string Text(int waiting)
    {
        StringBuilder text = new();
        text.Append("# TYPE requests_total counter\n");
        foreach ((int status, long count) in _requests.OrderBy(pair => pair.Key))
        {
            text.Append(CultureInfo.InvariantCulture, $"requests_total{{status=\"{status}\"}} {count}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"# TYPE images_waiting gauge\nimages_waiting {waiting}\n");
        text.Append(CultureInfo.InvariantCulture, $"# TYPE resident_bytes gauge\nresident_bytes {Environment.WorkingSet}\n");
        _latency.AppendTo(text, "request_milliseconds");
        _batches.AppendTo(text, "batch_images");
        return text.ToString();
    }

    /// <summary>Values counted by upper bounds.</summary>
    private sealed class Histogram(double[] bounds)
    {
        private readonly long[] _counts = new long[bounds.Length + 1];
        private double _sum;

        public void Add(double value)
        {
            int bucket = Array.FindIndex(bounds, bound => value <= bound);
            Interlocked.Increment(ref _counts[bucket < 0 ? bounds.Length : bucket]);
            double before;
            do
            {
                before = Volatile.Read(ref _sum);
            }
            while (Interlocked.CompareExchange(ref _sum, before + value, before) != before);
        }

        public void AppendTo(StringBuilder text, string name)
        {
            long total = 0;
            text.Append(CultureInfo.InvariantCulture, $"# TYPE {name} histogram\n");
            for (int i = 0; i <= bounds.Length; i++)
            {
                total += Volatile.Read(ref _counts[i]);
                string bound = i < bounds.Length ? bounds[i].ToString(CultureInfo.InvariantCulture) : "+Inf";
                text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{le=\"{bound}\"}} {total}\n");
            }

            text.Append(CultureInfo.InvariantCulture, $"{name}_sum {Volatile.Read(ref _sum)}\n{name}_count {total}\n");
        }
    }
}
