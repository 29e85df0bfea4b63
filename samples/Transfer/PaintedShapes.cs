using CnnGen;
using CnnGen.Runtime;

namespace Transfer;

/// <summary>As many paintings of shapes as one likes, each made when it is asked for.</summary>
internal sealed class PaintedShapes(int count, int seed) : Dataset
{
    private const int Side = 48;

    public override int Count => count;

    public override int ImageHeight => Side;

    public override int ImageWidth => Side;

    public override int ImageChannels => 3;

    public override TargetKind TargetKind => TargetKind.Label;

    public override IReadOnlyList<string> ClassNames => [.. Drawing.Shapes.Select(shape => shape.Name)];

    public override int Workers => Environment.ProcessorCount;

    public override int Label(int index) => index % Drawing.Shapes.Length;

    public override void CopyImage(int index, Span<float> destination)
    {
        RandomSource random = new(seed, (ulong)index);
        Painter.Paint(Drawing.Shapes[Label(index)], Side, Side, ref random).ToFloats().CopyTo(destination);
    }
}
