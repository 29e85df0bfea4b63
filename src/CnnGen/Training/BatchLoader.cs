using CnnGen.Runtime;
using CnnGen.Threading;

namespace CnnGen;

/// <summary>Brings images and targets of a batch behind each other, on several threads; every image goes to its own place, so threads change nothing.</summary>
internal sealed class BatchLoader
{
    private static readonly Action<object, int> s_loadPart = static (loader, part) => ((BatchLoader)loader).LoadPart(part);

    private readonly Dataset _data;
    private readonly NetworkInfo _info;
    private readonly int _outputLength;
    private readonly int _targetLength;
    private readonly int _labelLength;
    private readonly float[] _images;
    private readonly int[] _labels;
    private readonly float[] _values;
    private readonly BatchReadAhead? _ahead;
    private float[][] _scratch = [];
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
        _outputLength = info.OutputLength;
        _targetLength = data.TargetKind == TargetKind.Label ? 0 : info.TargetLength;
        _labelLength = data.TargetKind == TargetKind.Values ? 0 : info.LabelLength;
        _ahead = data.Workers > 0 ? new BatchReadAhead(data) : null;
        _images = new float[capacity * data.ImageLength];
        _labels = new int[capacity * _labelLength];
        _values = new float[capacity * _targetLength];
    }

    /// <summary>Images in the batch.</summary>
    public int Count { get; private set; }

    /// <summary>How long batches have been waited for that are read ahead.</summary>
    public TimeSpan Waited => _ahead?.Waited ?? TimeSpan.Zero;

    /// <summary>The images, behind each other.</summary>
    public ReadOnlySpan<float> Images => _images.AsSpan(0, Count * _data.ImageLength);

    /// <summary>The labels; empty for a regression.</summary>
    public ReadOnlySpan<int> Labels => _labels.AsSpan(0, Count * _labelLength);

    /// <summary>The target values; empty for a classifier.</summary>
    public ReadOnlySpan<float> Values => _values.AsSpan(0, Count * _targetLength);

    /// <summary>What the network's outputs are compared with.</summary>
    public Targets Targets => new(Labels, Values);

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
    public void Load(int[]? order, int first, int count, int threads, Augmentation? augmentation, long epochSeed)
    {
        Count = count;
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
        _ahead?.Begin(new BatchRequest(Indices(next, Math.Min(count, remaining)), augmentation, epochSeed));
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
            Span<float> image = _images.AsSpan(i * _data.ImageLength, _data.ImageLength);
            if (_ahead is not null)
            {
                _ahead.Image(i).CopyTo(image);
            }
            else
            {
                AugmentedImage.Read(_data, index, image, _augmentation is null ? [] : _scratch[part], _augmentation, _epochSeed);
            }

            if (_info.Losses.Count > 0 && _labelLength > 0)
            {
                Span<int> labels = _labels.AsSpan(i * _labelLength, _labelLength);
                _data.CopyLabels(index, labels);
                if (ArgumentCheck.WrongLabel(_info, labels, $"image {index} of the data") is { } wrong)
                {
                    throw new ArgumentException(wrong, "data");
                }
            }
            else if (_labelLength > 0)
            {
                _labels[i] = Label(index);
            }

            if (_targetLength > 0)
            {
                _data.CopyTarget(index, _values.AsSpan(i * _targetLength, _targetLength));
            }
        }
    }

    private int Label(int index)
    {
        int label = _data.Label(index);
        return (uint)label < (uint)_outputLength
            ? label
            : throw new ArgumentException($"{_info.Name}: the label of image {index} of the data is {label}; classes are 0 to {_outputLength - 1}.", "data");
    }
}
