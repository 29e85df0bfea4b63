using CnnGen.Generator.Model;

namespace CnnGen.Generator.Lowering;

/// <summary>
/// Gives every buffer a place in one arena, so that buffers which live at the same time do not overlap.
/// Calls once an image that follow each other in a method run as one loop over the images: within it all its buffers are alive together. Sums that a method
/// clears at its start and unpacks at its end are alive all the while.
/// </summary>
internal static class ArenaPlanner
{
    public static LoweredProgram Run(LoweredProgram program)
    {
        ArenaBuffer[] buffers = [.. program.Buffers];
        int[] groups = Groups(program);
        for (int i = 0; i < groups.Length; i++)
        {
            foreach (CallArgument argument in program.Calls[i].Arguments)
            {
                if (argument is BufferArgument { Buffer: int at })
                {
                    buffers[at] = Used(buffers[at], groups[i]);
                }
            }
        }

        foreach (EntryPoint entry in program.EntryPoints)
        {
            foreach (GradientUnpack unpack in entry.GradientUnpacking)
            {
                buffers[unpack.Buffer] = Used(Used(buffers[unpack.Buffer], groups[entry.Calls[0]]), groups[entry.Calls[entry.Calls.Count - 1]]);
            }
        }

        // Largest first, each at the lowest place that is free during its life: close to the lower bound for the graphs we see.
        int[] order = new int[buffers.Length];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Array.Sort(order, (a, b) =>
        {
            int bySize = Size(buffers[b], program).CompareTo(Size(buffers[a], program));
            return bySize != 0 ? bySize : a.CompareTo(b);
        });

        List<int> placed = [];
        int length = 0;
        foreach (int at in order)
        {
            if (buffers[at].FirstUse < 0)
            {
                continue;
            }

            int offset = LowestFree(buffers, placed, at, program);
            buffers[at] = buffers[at] with { Offset = offset };
            placed.Add(at);
            length = Math.Max(length, offset + Size(buffers[at], program));
        }

        return program with { Buffers = new EquatableArray<ArenaBuffer>(buffers), ArenaLength = length };
    }

    /// <summary>The number of the loop, or of the single call, that each call belongs to.</summary>
    private static int[] Groups(LoweredProgram program)
    {
        HashSet<int> starts = [];
        foreach (EntryPoint entry in program.EntryPoints)
        {
            starts.Add(entry.Calls.Count == 0 ? 0 : entry.Calls[0]);
        }

        int[] groups = new int[program.Calls.Count];
        int group = -1;
        bool inImageLoop = false;
        for (int i = 0; i < groups.Length; i++)
        {
            bool eachImage = program.Calls[i].EachImage;
            bool joins = eachImage && inImageLoop && program.MicroBatch > 1 && !starts.Contains(i);
            group += joins ? 0 : 1;
            inImageLoop = eachImage;
            groups[i] = group;
        }

        return groups;
    }

    private static ArenaBuffer Used(ArenaBuffer buffer, int group) => buffer with
    {
        FirstUse = buffer.FirstUse < 0 ? group : Math.Min(buffer.FirstUse, group),
        LastUse = Math.Max(buffer.LastUse, group),
    };

    private static int LowestFree(ArenaBuffer[] buffers, List<int> placed, int at, LoweredProgram program)
    {
        List<ArenaBuffer> alive = [];
        foreach (int other in placed)
        {
            if (buffers[other].FirstUse <= buffers[at].LastUse && buffers[at].FirstUse <= buffers[other].LastUse)
            {
                alive.Add(buffers[other]);
            }
        }

        alive.Sort((a, b) => a.Offset.CompareTo(b.Offset));
        int offset = 0;
        foreach (ArenaBuffer other in alive)
        {
            if (other.Offset - offset >= Size(buffers[at], program))
            {
                break;
            }

            offset = Math.Max(offset, other.Offset + Size(other, program));
        }

        return offset;
    }

    private static int Size(ArenaBuffer buffer, LoweredProgram program) => buffer.Length * (buffer.PerImage ? program.MicroBatch : 1);
}
