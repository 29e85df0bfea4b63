namespace CnnGen.Tests.Training;

/// <summary>Data that asks to stop when a number of images has been read.</summary>
internal sealed class CancellingData(Dataset data, CancellationTokenSource cancellation, int after) : Dataset
{
    private int _read;

    public override int Count => data.Count;

    public override int ImageHeight => data.ImageHeight;

    public override int ImageWidth => data.ImageWidth;

    public override int ImageChannels => data.ImageChannels;

    public override TargetKind TargetKind => data.TargetKind;

    public override void CopyImage(int index, Span<float> destination)
    {
        data.CopyImage(index, destination);
        if (Interlocked.Increment(ref _read) == after)
        {
            cancellation.Cancel();
        }
    }

    public override int Label(int index) => data.Label(index);
}
