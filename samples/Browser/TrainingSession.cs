using System.Diagnostics;
using DigitReader;

namespace CnnGen.Samples.Browser;

/// <summary>LeNet-5 learning in the page, a slice of time after the other, so that drawing goes on meanwhile.</summary>
internal sealed class TrainingSession : IProgress<TrainingProgress>
{
    private const int BatchSize = 16;

    private readonly Trainer<LeNet5> _trainer;
    private readonly TensorDataset _train;
    private readonly TensorDataset _heldOut;
    private CancellationTokenSource? _slice;
    private Stopwatch _watch = new();
    private int _milliseconds;
    private TrainingProgress _progress;

    /// <summary>Takes the first images to learn, and those behind them to measure with.</summary>
    /// <param name="images">An IDX file, compressed by gzip or not.</param>
    /// <param name="labels">Its labels.</param>
    /// <param name="trained">Images to learn.</param>
    /// <param name="heldOut">Images to measure with.</param>
    public TrainingSession(byte[] images, byte[] labels, int trained, int heldOut)
    {
        IdxFile pictures = IdxFile.Read(new MemoryStream(images), "images");
        IdxFile digits = IdxFile.Read(new MemoryStream(labels), "labels");
        _train = Part(pictures, digits, 0, trained);
        _heldOut = Part(pictures, digits, trained, heldOut);
        _trainer = new Trainer<LeNet5>(LeNet5.Create(1, Initializer.KaimingNormal), new Sgd(0.02, momentum: 0.9), seed: 1);
    }

    /// <summary>The network as far as it has learnt.</summary>
    public LeNet5 Network => _trainer.Network;

    /// <summary>Learns for about so long: at least one batch.</summary>
    /// <returns>Where the epoch stands: epochs done, images done, images an epoch, loss, accuracy, images a second.</returns>
    public double[] RunFor(int milliseconds)
    {
        using CancellationTokenSource slice = new();
        _slice = slice;
        _milliseconds = milliseconds;
        _watch = Stopwatch.StartNew();
        try
        {
            _trainer.Fit(_train, _trainer.Epoch + 1, BatchSize, this, cancellation: slice.Token);
        }
        catch (OperationCanceledException)
        {
            // The slice is over; the next goes on from here.
        }

        return [
            _trainer.Epoch,
            _progress.Completed is null ? _progress.Image : 0,
            _progress.Images,
            _progress.Loss,
            _progress.Accuracy,
            _progress.ImagesPerSecond
        ];
    }

    /// <summary>Share of the held-out digits that are read rightly.</summary>
    public double Evaluate() => _trainer.Evaluate(_heldOut).Accuracy;

    public void Report(TrainingProgress value)
    {
        _progress = value;
        if (_watch.ElapsedMilliseconds >= _milliseconds)
        {
            _slice?.Cancel();
        }
    }

    private static TensorDataset Part(IdxFile pictures, IdxFile digits, int first, int count)
    {
        float[] images = new float[count * LeNet5.InputLength];
        ReadOnlySpan<byte> pixels = pictures.Elements.Slice(first * LeNet5.InputLength, images.Length);
        for (int i = 0; i < images.Length; i++)
        {
            images[i] = pixels[i] / 255f;
        }

        int[] labels = [.. digits.Elements.Slice(first, count).ToArray().Select(label => (int)label)];
        return new TensorDataset(images, labels, LeNet5.InputHeight, LeNet5.InputWidth, LeNet5.InputChannels);
    }
}
