namespace CnnGen.NativeAot.App;

/// <summary>Images of stripes: class 0 horizontal, class 1 vertical, with every offset, strength and sign.</summary>
internal sealed class StripedImages : Dataset
{
    public override int Count => 256;

    public override int ImageHeight => 8;

    public override int ImageWidth => 8;

    public override int ImageChannels => 1;

    public override TargetKind TargetKind => TargetKind.Label;

    public override int Label(int index) => index & 1;

    public override void CopyImage(int index, Span<float> destination)
    {
        float strength = (1 + (index >> 3)) / 32f;
        float sign = (index & 4) == 0 ? 1 : -1;
        int offset = (index >> 1) & 1;
        for (int row = 0; row < ImageHeight; row++)
        {
            for (int column = 0; column < ImageWidth; column++)
            {
                int across = Label(index) == 0 ? row : column;
                destination[(row * ImageWidth) + column] = ((across + offset) & 1) == 0 ? sign * strength : -sign * strength;
            }
        }
    }
}
