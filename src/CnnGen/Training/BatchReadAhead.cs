using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace CnnGen;

/// <summary>
/// Reads and augments the images of the next batch on threads of its own while somebody computes with the last one. Each image goes to its own place, so
/// neither their number nor their speed changes anything.
/// </summary>
internal sealed class BatchReadAhead(Dataset data)
{
    private float[][] _images = [];
    private BatchRequest _request = new([], null, 0);
    private Task _reading = Task.CompletedTask;
    private Exception?[] _failures = [];
    private int _next;
    private volatile bool _abandoned;

    /// <summary>How long <see cref="Complete"/> has waited.</summary>
    public TimeSpan Waited { get; private set; }

    /// <summary>An image of the batch that <see cref="Complete"/> has returned.</summary>
    public ReadOnlySpan<float> Image(int place) => _images[place];

    /// <summary>Begins a batch. The one before must be complete, and no longer needed.</summary>
    public void Begin(BatchRequest request)
    {
        while (_images.Length < request.Indices.Length)
        {
            int length = _images.Length;
            Array.Resize(ref _images, request.Indices.Length);
            for (int i = length; i < _images.Length; i++)
            {
                _images[i] = new float[data.ImageLength];
            }
        }

        _request = request;
        _failures = new Exception?[request.Indices.Length];
        _next = 0;
        _abandoned = false;
        Task[] workers = new Task[Math.Min(data.Workers, request.Indices.Length)];
        for (int i = 0; i < workers.Length; i++)
        {
            workers[i] = Task.Run(Read);
        }

        _reading = Task.WhenAll(workers);
    }

    /// <summary>Waits for a batch; reads it now where another one was begun.</summary>
    /// <exception cref="Exception">What reading the first bad image of the batch threw.</exception>
    public void Complete(BatchRequest request)
    {
        long begin = Stopwatch.GetTimestamp();
        if (!_request.IsSameAs(request))
        {
            _abandoned = true;
            _reading.Wait();
            Begin(request);
        }

        _reading.Wait();
        Waited += Stopwatch.GetElapsedTime(begin);
        if (Array.Find(_failures, failure => failure is not null) is { } first)
        {
            _request = new BatchRequest([], null, 0); // another attempt reads again
            ExceptionDispatchInfo.Throw(first);
        }
    }

    private void Read()
    {
        float[] scratch = _request.Augmentation is null ? [] : new float[data.ImageLength];
        while (!_abandoned)
        {
            int place = Interlocked.Increment(ref _next) - 1;
            if (place >= _request.Indices.Length)
            {
                return;
            }

            try
            {
                AugmentedImage.Read(data, _request.Indices[place], _images[place], scratch, _request.Augmentation, _request.EpochSeed);
            }
            catch (Exception failure)
            {
                _failures[place] = failure;
            }
        }
    }
}
