using CnnGen.Runtime;
using CnnGen.Threading;

namespace CnnGen;

/// <summary>Brings images and targets of a batch behind each other, on several threads; every image goes to its own place, so threads change nothing.</summary>
internal sealed class BatchLoader
{
    private static readonly Action<object, int> s_loadPart = static (loader, part) => ((BatchLoader)loader).LoadPart(part);

    private readonly Dataset _data;
    private readonly NetworkInfo _info;
    private readonly ExampleReader _reader;
    private readonly int _targetLength;
    private readonly int _labelLength;
    private readonly float[] _images;
    private readonly int[] _labels;
    private readonly float[] _values;
    private readonly BatchReadAhead? _ahead;
    private float[][] _scratch = [];
    private int[] _secondLabels = [];
    private float _secondShare;
    private bool _isMixed;
    private int[]? _order;
    private int _first;
    private int _parts;
    private Augmentation? _augmentation;
    private long _epochSeed;

    /// <summary>Takes memory for one batch.</summary>
    /// <param name="data">The data.</param>
    /// <param name="info">The network that it is for.</param>
    /// <param name="batchSize">Images of a batch at most.</param>
    /// <param name="images">Images of all batches, where they are not those of the data.</param>
    public BatchLoader(Dataset data, NetworkInfo info, int batchSize, int? images = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        int capacity = Math.Min(batchSize, images ?? data.Count);
        if ((long)capacity * Math.Max(Math.Max(data.ImageLength, info.OutputLength), Math.Max(data.LabelLength, info.TargetLength)) > Array.MaxLength)
        {
            throw new ArgumentOutOfRangeException(nameof(batchSize), batchSize, $"{capacity} images of {data.ImageLength} values are too many for one batch.");
        }

        _data = data;
        _info = info;
        _reader = new ExampleReader(data, info);
        _targetLength = _reader.ValueLength;
        _labelLength = _reader.LabelLength;
        _ahead = data.Workers > 0 ? new BatchReadAhead(_reader, data.Workers) : null;
        _images = new float[capacity * data.ImageLength];
        _labels = new int[capacity * _labelLength];
        _values = new float[capacity * _targetLength];
    }

    /// <summary>Images in the batch.</summary>
    public int Count { get; private set; }

    /// <summary>Whether a batch is read while the one before is computed with, so that it pays to say which follows.</summary>
    public bool ReadsAhead => _ahead is not null;

    /// <summary>How long batches have been waited for that are read ahead.</summary>
    public TimeSpan Waited => _ahead?.Waited ?? TimeSpan.Zero;

    /// <summary>The images, behind each other.</summary>
    public ReadOnlySpan<float> Images => _images.AsSpan(0, Count * _data.ImageLength);

    /// <summary>The labels; empty for a regression.</summary>
    public ReadOnlySpan<int> Labels => _labels.AsSpan(0, Count * _labelLength);

    /// <summary>The target values; empty for a classifier.</summary>
    public ReadOnlySpan<float> Values => _values.AsSpan(0, Count * _targetLength);

    /// <summary>What the network's outputs are compared with.</summary>
    public Targets Targets => _isMixed
        ? new Targets(Labels, Values) { SecondLabels = _secondLabels.AsSpan(0, Count), SecondShare = _secondShare }
        : new Targets(Labels, Values);

    /// <summary>Images of a part of the batch.</summary>
    public ReadOnlySpan<float> ImagesOf(int first, int count) => Images.Slice(first * _data.ImageLength, count * _data.ImageLength);

    /// <summary>What their outputs are compared with.</summary>
    public Targets TargetsOf(int first, int count)
    {
        int labels = Labels.Length / Count;
        int values = Values.Length / Count;
        return new Targets(Labels.Slice(first * labels, count * labels), Values.Slice(first * values, count * values));
    }

    /// <summary>The first value of the batch that is infinite or not a number, in its images or targets.</summary>
    public (string What, int Index, float Value, int At)? FirstNotFinite() =>
        FirstNotFinite("the content", Images, _data.ImageLength) ?? FirstNotFinite("the target", Values, Math.Max(1, _targetLength));

    /// <summary>Loads images as they stand in the data.</summary>
    public void Load(int first, int count, int threads) => Load(null, first, count, threads, null, 0);

    /// <summary>Loads images in the order of an epoch, augmented.</summary>
    /// <param name="order">The epoch's images.</param>
    /// <param name="first">Where in it the batch begins.</param>
    /// <param name="count">Images of the batch.</param>
    /// <param name="threads">Threads that bring them here.</param>
    /// <param name="augmentation">How they are changed.</param>
    /// <param name="epochSeed">By which random numbers.</param>
    /// <param name="following">What is asked for next, where it is not what follows in the order; another batch that is asked for instead is read then.</param>
    public void Load(int[]? order, int first, int count, int threads, Augmentation? augmentation, long epochSeed, BatchRequest? following = null)
    {
        Count = count;
        _isMixed = false;
        _order = order;
        _first = first;
        _augmentation = augmentation;
        _epochSeed = epochSeed;
        _parts = Math.Min(threads, count);
        if (augmentation is not null)
        {
            ReserveScratch();
        }

        _ahead?.Complete(new BatchRequest(Indices(first, count), augmentation, epochSeed));
        WorkerPool.Fork(_parts, s_loadPart, this);
        int next = first + count;
        int remaining = (order?.Length ?? _data.Count) - next;
        _ahead?.Begin(following ?? new BatchRequest(Indices(next, Math.Min(count, remaining)), augmentation, epochSeed));
    }

    /// <summary>Ends reading ahead: afterwards nothing of the data is read, until a batch is loaded again.</summary>
    public void Abandon() => _ahead?.Abandon();

    /// <summary>Mixes the images of the batch with each other, if it is one of those that are mixed and has more than one.</summary>
    public void Mix(BatchMixing mixing, RandomSource random)
    {
        _isMixed = Count > 1 && random.NextDouble() < mixing.Probability;
        if (!_isMixed)
        {
            return;
        }

        if (_secondLabels.Length < Count)
        {
            _secondLabels = new int[Count];
        }

        for (int i = 0; i < Count; i++)
        {
            _secondLabels[i] = _labels[(i + Count - 1) % Count];
        }

        _secondShare = mixing.Mix(_images.AsSpan(0, Count * _data.ImageLength), _data.ImageHeight, _data.ImageWidth, _data.ImageChannels, ref random);
    }

    private int[] Indices(int first, int count)
    {
        int[] indices = new int[Math.Max(0, count)];
        for (int i = 0; i < indices.Length; i++)
        {
            indices[i] = _order is null ? first + i : _order[first + i];
        }

        return indices;
    }

    private (string What, int Index, float Value, int At)? FirstNotFinite(string what, ReadOnlySpan<float> values, int length)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
            {
                int place = i / length;
                return (what, _order is null ? _first + place : _order[_first + place], values[i], i % length);
            }
        }

        return null;
    }

    private void ReserveScratch()
    {
        int existing = _scratch.Length;
        if (existing < _parts)
        {
            Array.Resize(ref _scratch, _parts);
            for (int i = existing; i < _parts; i++)
            {
                _scratch[i] = new float[_data.ImageLength];
            }
        }
    }

    private void LoadPart(int part)
    {
        int end = Partition.Start(part + 1, _parts, Count);
        for (int i = Partition.Start(part, _parts, Count); i < end; i++)
        {
            int index = _order is null ? _first + i : _order[_first + i];
            AugmentedExample example = new()
            {
                Image = _images.AsSpan(i * _data.ImageLength, _data.ImageLength),
                Labels = _labels.AsSpan(i * _labelLength, _labelLength),
                Values = _values.AsSpan(i * _targetLength, _targetLength),
                Scratch = _augmentation is null || _ahead is not null ? [] : _scratch[part],
            };
            if (_ahead is not null)
            {
                _ahead.Image(i).CopyTo(example.Image);
                _ahead.Labels(i).CopyTo(example.Labels);
                _ahead.Values(i).CopyTo(example.Values);
            }
            else
            {
                _reader.Read(index, example, _augmentation, _epochSeed);
            }

            CheckLabels(index, example.Labels);
        }
    }

    private void CheckLabels(int index, ReadOnlySpan<int> labels)
    {
        if (labels.IsEmpty)
        {
            return;
        }

        if (_info.Losses.Count > 0)
        {
            if (ArgumentCheck.WrongLabel(_info, labels, $"image {index} of the data") is { } wrong)
            {
                throw new ArgumentException(wrong, "data");
            }
        }
        else if ((uint)labels[0] >= (uint)_info.OutputLength)
        {
            throw new ArgumentException(
                $"{_info.Name}: the label of image {index} of the data is {labels[0]}; classes are 0 to {_info.OutputLength - 1}.",
                "data");
        }
    }
}
