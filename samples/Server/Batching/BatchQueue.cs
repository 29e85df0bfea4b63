using System.Threading.Channels;

namespace CnnGen.Samples.Server.Batching;

/// <summary>
/// Dynamic batching: a network that is free takes all images that wait, up to a number, and computes them together. Nobody waits for a batch to fill: under
/// little load a batch is one image and as quick as can be; under much load batches grow by themselves, and with them the images a second.
/// </summary>
/// <typeparam name="TNetwork">The network.</typeparam>
internal sealed class BatchQueue<TNetwork> : IAsyncDisposable
    where TNetwork : class, INetwork<TNetwork>
{
    private readonly Channel<PendingImage> _waiting;
    private readonly Task[] _workers;
    private readonly int _maxBatch;
    private readonly ServerMetrics _metrics;

    /// <summary>Starts the workers.</summary>
    /// <param name="network">The weights; each worker has a network of its own on them.</param>
    /// <param name="options">Workers, batch and queue.</param>
    /// <param name="metrics">Told the size of each batch.</param>
    public BatchQueue(TNetwork network, ServerOptions options, ServerMetrics metrics)
    {
        _waiting = Channel.CreateBounded<PendingImage>(new BoundedChannelOptions(options.QueueLength) { SingleReader = options.Workers == 1 });
        _maxBatch = options.MaxBatch;
        _metrics = metrics;
        _workers = new Task[options.Workers];
        for (int i = 0; i < _workers.Length; i++)
        {
            TNetwork own = network.ShareWeights();

            // Requests are what runs in parallel here; the parts of one would only wait for each other.
            own.Threads = 1;
            _workers[i] = Task.Factory.StartNew(() => Work(own), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
    }

    /// <summary>Images that wait now.</summary>
    public int Length => _waiting.Reader.Count;

    /// <summary>The answer for an image; null at once if too many wait.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Task<Answer>? TryClassify(float[] pixels, CancellationToken cancellation)
    {
        PendingImage image = new(pixels, cancellation);
        return _waiting.Writer.TryWrite(image) ? image.Answer : null;
    }

    /// <summary>Computes what waits, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await Task.WhenAll(_workers);
    }

    private void Work(TNetwork network)
    {
        float[] input = new float[_maxBatch * TNetwork.Info.InputLength];
        float[] output = new float[_maxBatch * TNetwork.Info.OutputLength];
        List<PendingImage> batch = new(_maxBatch);
        while (Wait())
        {
            Take(batch, input);
            if (batch.Count > 0)
            {
                Compute(network, batch, input, output);
            }
        }
    }

    // A thread of its own blocks here: what is computed takes microseconds, and a hop to another thread would take as long.
    private bool Wait() => _waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult();

    private void Take(List<PendingImage> batch, float[] input)
    {
        batch.Clear();
        int length = TNetwork.Info.InputLength;
        while (batch.Count < _maxBatch && _waiting.Reader.TryRead(out PendingImage? image))
        {
            if (!image.IsForgotten)
            {
                image.Pixels.CopyTo(input.AsSpan(batch.Count * length, length));
                batch.Add(image);
            }
        }
    }

    private void Compute(TNetwork network, List<PendingImage> batch, float[] input, float[] output)
    {
        int classes = TNetwork.Info.OutputLength;
        try
        {
            network.Forward(input.AsSpan(0, batch.Count * TNetwork.Info.InputLength), output.AsSpan(0, batch.Count * classes));
        }
        catch (Exception error)
        {
            // Nobody may be left waiting, and the worker goes on with the next batch.
            batch.ForEach(image => image.Fail(error));
            return;
        }

        _metrics.CountBatch(batch.Count);
        for (int i = 0; i < batch.Count; i++)
        {
            float[] probabilities = output.AsSpan(i * classes, classes).ToArray();
            batch[i].Complete(new Answer(probabilities.IndexOf(probabilities.Max()), probabilities, batch.Count));
        }
    }
}
