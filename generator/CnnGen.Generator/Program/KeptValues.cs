using CnnGen.Generator.Model;

namespace CnnGen.Generator.Program;

/// <summary>What a step of training keeps of the forward pass for the backward pass.</summary>
internal static class KeptValues
{
    /// <summary>Floats of each image of a whole batch that are written before a call and read at it or after it. Buffers that take over another's memory count
    /// once.</summary>
    /// <param name="calls">All calls, forward before backward.</param>
    /// <param name="buffers">The buffers, placed.</param>
    /// <param name="boundary">The first call behind the forward pass.</param>
    public static int Length(EquatableArray<KernelCall> calls, EquatableArray<ArenaBuffer> buffers, int boundary)
    {
        bool[] isWritten = new bool[buffers.Count];
        Dictionary<int, int> kept = [];
        for (int call = 0; call < calls.Count; call++)
        {
            foreach (BufferArgument argument in calls[call].Arguments.OfType<BufferArgument>())
            {
                ArenaBuffer buffer = buffers[argument.Buffer];
                isWritten[argument.Buffer] |= call < boundary;
                if (call >= boundary && isWritten[argument.Buffer] && buffer.PerImage)
                {
                    kept[buffer.Offset] = buffer.Length;
                }
            }
        }

        return kept.Values.Sum();
    }
}
