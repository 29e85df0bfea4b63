using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Pooling;

namespace CnnGen.Generator.Algorithms.Pooling;

/// <summary>Pooling with vectors along the channels; outputs at the edges, whose windows reach into the padding, get loops of their own.</summary>
/// <param name="Pool">The windows.</param>
/// <param name="Lanes">Channels at a time.</param>
internal abstract record PoolByRegions(WindowPool Pool, int Lanes) : Algorithm
{
    // Each region is a loop nest of up to fourteen statements, and a kernel has a budget. Only windows with very wide padding have more.
    public const int MostRegions = 49;

    public override string Describe() => FormattableString.Invariant($"{Lanes} channels at a time; edges apart, so that padding is never read{Unrolling}");

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1 || layout.Shape.Channels == 1;

    public override bool WritesAnyLayout => true;

    /// <summary>Adds the kernel and its call.</summary>
    /// <param name="node">The layer.</param>
    /// <param name="signature">Its parameters.</param>
    /// <param name="formula">What it computes.</param>
    protected void Lower(NodeLowering node, KernelSignature signature, string formula) => signature
        .WithTasks(node, node.OutputLayout.Shape.Height)
        .Call(node, Lanes, () => Loops(node), () => LayerComments.Of(node, formula));

    /// <summary>Writes what is computed of one window.</summary>
    /// <param name="b">Where.</param>
    /// <param name="windows">The loops over taps.</param>
    /// <param name="window">The window.</param>
    protected abstract void Window(LoopBuilder b, PoolWindows windows, PoolWindow window);

    private LoopBuilder Loops(NodeLowering node)
    {
        LoopBuilder b = new(node.IsParallel);
        PoolWindows windows = new(Pool, node.InputLayout(0), node.OutputLayout, Lanes, UnrollLimit);
        windows.Loop(b, window => Window(b, windows, window));
        return b;
    }
}
