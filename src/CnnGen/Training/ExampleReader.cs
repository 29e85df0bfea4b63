using CnnGen.Runtime;

namespace CnnGen;

/// <summary>Reads images with their targets for one network: as they stand in the data, or augmented by seed and index alone.</summary>
internal sealed class ExampleReader
{
    private readonly Dataset _data;
    private readonly int _borderLabel;

    /// <summary>Looks at what the network compares.</summary>
    public ExampleReader(Dataset data, NetworkInfo info)
    {
        _data = data;
        ImageLength = data.ImageLength;
        LabelLength = data.TargetKind == TargetKind.Values ? 0 : info.LabelLength;
        ValueLength = data.TargetKind == TargetKind.Label ? 0 : info.TargetLength;
        foreach (LossInfo loss in info.Losses)
        {
            _borderLabel = loss is { Positions: > 1, IgnoreLabel: { } ignored } ? ignored : _borderLabel;
        }
    }

    /// <summary>Values of an image.</summary>
    public int ImageLength { get; }

    /// <summary>Labels of an image.</summary>
    public int LabelLength { get; }

    /// <summary>Target values of an image.</summary>
    public int ValueLength { get; }

    /// <summary>Reads one image.</summary>
    /// <param name="index">Which.</param>
    /// <param name="example">Receives it.</param>
    /// <param name="augmentation">How it is changed, or null.</param>
    /// <param name="epochSeed">By which random numbers.</param>
    public void Read(int index, AugmentedExample example, Augmentation? augmentation, long epochSeed)
    {
        if (augmentation is not null)
        {
            RandomSource random = TrainingRandom.Image(epochSeed, index);
            _data.CopyAugmented(index, augmentation, ref random, example with { BorderLabel = _borderLabel });
            return;
        }

        _data.CopyImage(index, example.Image);
        if (LabelLength > 0)
        {
            _data.CopyLabels(index, example.Labels);
        }

        if (ValueLength > 0)
        {
            _data.CopyTarget(index, example.Values);
        }
    }
}
