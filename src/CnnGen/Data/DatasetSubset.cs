using CnnGen.Runtime;

namespace CnnGen;

/// <summary>Some images of a data set.</summary>
internal sealed class DatasetSubset : Dataset
{
    private readonly Dataset _whole;
    private readonly int[] _indices;

    public DatasetSubset(Dataset whole, int[] indices)
    {
        foreach (int index in indices)
        {
            if ((uint)index >= (uint)whole.Count)
            {
                throw new ArgumentOutOfRangeException(nameof(indices), index, $"The data have {whole.Count} images, from 0 on.");
            }
        }

        _whole = whole;
        _indices = indices;
    }

    public override int Count => _indices.Length;

    public override int ImageHeight => _whole.ImageHeight;

    public override int ImageWidth => _whole.ImageWidth;

    public override int ImageChannels => _whole.ImageChannels;

    public override int TargetLength => _whole.TargetLength;

    public override int LabelLength => _whole.LabelLength;

    public override TargetKind TargetKind => _whole.TargetKind;

    public override IReadOnlyList<string> ClassNames => _whole.ClassNames;

    public override Normalization? Normalization => _whole.Normalization;

    public override int Workers => _whole.Workers;

    public override void CopyImage(int index, Span<float> destination) => _whole.CopyImage(_indices[index], destination);

    public override int Label(int index) => _whole.Label(_indices[index]);

    public override void CopyLabels(int index, Span<int> destination) => _whole.CopyLabels(_indices[index], destination);

    public override void CopyTarget(int index, Span<float> destination) => _whole.CopyTarget(_indices[index], destination);

    public override void CopyAugmented(int index, Augmentation augmentation, ref RandomSource random, AugmentedExample example) =>
        _whole.CopyAugmented(_indices[index], augmentation, ref random, example);
}
