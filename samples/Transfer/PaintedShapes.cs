using CnnGen;
using CnnGen.Runtime;

namespace Transfer;

/// <summary>As many paintings of shapes as one likes, each made when it is asked for.</summary>
internal sealed class PaintedShapes(int count, int seed, int side = 48) : Dataset
{
    public override int Count => count;

    public override int ImageHeight => side;

    public override int ImageWidth => side;

    public override int ImageChannels => 3;

    public override TargetKind TargetKind => TargetKind.Label;

    public override IReadOnlyList<string> ClassNames => [.. Drawing.Shapes.Select(shape => shape.Name)];

    public override int Workers => Environment.ProcessorCount;

    public override int Label(int index) => index % Drawing.Shapes.Length;

    public override void CopyImage(int index, Span<float> destination)
    {
        RandomSource random = new(seed, (ulong)index);
        Painter.Paint(Drawing.Shapes[Label(index)], side, side, ref random).ToFloats().CopyTo(destination);
    }
}
