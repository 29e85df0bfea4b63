using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;

namespace CnnGen.Generator.Algorithms.Convolutions.Microkernel;

/// <summary>
/// Outputs that are more than the caches hold until they are read go past them: an ordinary store first reads its line from memory, which takes as long as
/// writing it.
/// </summary>
internal static class NonTemporalStores
{
    // Multiply-adds for each float that is read, with which a reader is busy while memory brings the next ones.
    private const double EnoughToHideMemory = 32;

    /// <summary>
    /// Whether a layer's outputs are more than the caches hold, and pixels and rows are whole cache lines, which are then written without being read. What the
    /// last cache may hold stays in it for readers that do little with each value, such as a depthwise convolution: they would wait for memory.
    /// </summary>
    /// <param name="layouts">Where the values of the layer stand.</param>
    public static bool Pay(NodeLayouts layouts)
    {
        BufferLayout output = layouts.Output;
        double bytes = (double)output.Shape.Length * sizeof(float);
        return MachineModel.ExceedsLastLevelCache(bytes) && (layouts.ReaderMultiplyAdds >= EnoughToHideMemory || !MachineModel.MayStayInLastLevelCache(bytes))
            && output.ChannelStride == 1 && IsWholeLines(output.PixelStride) && IsWholeLines(output.RowStride) && IsWholeLines(output.Origin);
    }

    /// <summary>Whether channels that are stored one vector after the other are whole cache lines.</summary>
    public static bool AreWholeLines(int neighbours) => IsWholeLines(neighbours);

    /// <summary>The end of a kernel with such stores: threads that wait for it see all of them.</summary>
    public static void Complete(LoopBuilder b) => b.Add(new CallLibrary("Streaming.Complete", []));

    private static bool IsWholeLines(int floats) => floats % MachineModel.CacheLine == 0;
}
