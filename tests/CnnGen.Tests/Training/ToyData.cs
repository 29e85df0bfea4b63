namespace CnnGen.Tests.Training;

/// <summary>4×4 images whose label is the third of them that is brightest, with noise: a linear network can learn it.</summary>
internal sealed class ToyData(int count, int seed) : Dataset
{
    public override int Count => count;

    public override int ImageHeight => 4;

    public override int ImageWidth => 4;

    public override int ImageChannels => 1;

    public override TargetKind TargetKind => TargetKind.Label;

    public override void CopyImage(int index, Span<float> destination)
    {
        Random random = new(seed + (index * 7919));
        for (int i = 0; i < 16; i++)
        {
            destination[i] = (random.NextSingle() * 0.8f) + (i / 5 == Label(index) ? 0.6f : 0);
        }
    }

    public override int Label(int index) => (index + seed) % 3;
}
