using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace CnnGen;

/// <summary>
/// Reads and augments the images of the next batch, with their targets, on threads of its own while somebody computes with the last one. Each image goes to its
/// own place, so neither their number nor their speed changes anything.
/// </summary>
internal sealed class BatchReadAhead(ExampleReader reader, int workers)
{
    private (float[] Image, int[] Labels, float[] Values)[] _examples = [];
    private BatchRequest _request = BatchRequest.None;
    private Task _reading = Task.CompletedTask;
    private Exception?[] _failures = [];
    private int _next;
    private volatile bool _abandoned;

    /// <summary>How long <see cref="Complete"/> has waited.</summary>
    public TimeSpan Waited { get; private set; }

    /// <summary>An image of the batch that <see cref="Complete"/> has returned.</summary>
    public ReadOnlySpan<float> Image(int place) => _examples[place].Image;

    /// <summary>Its labels.</summary>
    public ReadOnlySpan<int> Labels(int place) => _examples[place].Labels;

    /// <summary>Its target values.</summary>
    public ReadOnlySpan<float> Values(int place) => _examples[place].Values;

    /// <summary>Begins a batch. The one before must be complete, and no longer needed.</summary>
    public void Begin(BatchRequest request)
    {
        int length = _examples.Length;
        if (length < request.Indices.Length)
        {
            Array.Resize(ref _examples, request.Indices.Length);
            for (int i = length; i < _examples.Length; i++)
            {
                _examples[i] = (new float[reader.ImageLength], new int[reader.LabelLength], new float[reader.ValueLength]);
            }
        }

        _request = request;
        _failures = new Exception?[request.Indices.Length];
        _next = 0;
        _abandoned = false;
        Task[] tasks = new Task[Math.Min(workers, request.Indices.Length)];
        for (int i = 0; i < tasks.Length; i++)
        {
            tasks[i] = Task.Run(Read);
        }

        _reading = Task.WhenAll(tasks);
    }

    /// <summary>Waits for a batch; reads it now where another one was begun.</summary>
    /// <exception cref="Exception">What reading the first bad image of the batch threw.</exception>
    public void Complete(BatchRequest request)
    {
        long begin = Stopwatch.GetTimestamp();
        if (!_request.IsSameAs(request))
        {
            Abandon();
            Begin(request);
        }

        _reading.Wait();
        Waited += Stopwatch.GetElapsedTime(begin);
        if (Array.Find(_failures, failure => failure is not null) is { } first)
        {
            _request = BatchRequest.None; // another attempt reads again
            ExceptionDispatchInfo.Throw(first);
        }
    }

    /// <summary>Leaves what was begun, once the images that are being read are read.</summary>
    public void Abandon()
    {
        _abandoned = true;
        _reading.Wait();
        _request = BatchRequest.None;
    }

    private void Read()
    {
        float[] scratch = _request.Augmentation is null ? [] : new float[reader.ImageLength];
        while (!_abandoned)
        {
            int place = Interlocked.Increment(ref _next) - 1;
            if (place >= _request.Indices.Length)
            {
                return;
            }

            try
            {
                (float[] image, int[] labels, float[] values) = _examples[place];
                AugmentedExample example = new() { Image = image, Labels = labels, Values = values, Scratch = scratch };
                reader.Read(_request.Indices[place], example, _request.Augmentation, _request.EpochSeed);
            }
            catch (Exception failure)
            {
                _failures[place] = failure;
            }
        }
    }
}
