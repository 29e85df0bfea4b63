using CnnGen.Generator.Model;

namespace CnnGen.Generator.Program;

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
        FindLives(program, buffers);
        int[] places = ShareMemory(program, buffers);

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
            if (buffers[at].FirstUse < 0 || places[at] != at)
            {
                continue;
            }

            int offset = LowestFree(buffers, placed, at, program);
            buffers[at] = buffers[at] with { Offset = offset };
            placed.Add(at);
            length = Math.Max(length, offset + Size(buffers[at], program));
        }

        for (int i = 0; i < buffers.Length; i++)
        {
            buffers[i] = buffers[i] with { Offset = buffers[places[i]].Offset };
        }

        return program with { Buffers = new EquatableArray<ArenaBuffer>(buffers), ArenaLength = length };
    }

    private static void FindLives(LoweredProgram program, ArenaBuffer[] buffers)
    {
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
    }

    /// <summary>
    /// For each buffer, the one whose memory it takes over: itself, or one of its size that is read for the last time by the call which writes it.
    /// Only where a group is a single call; in a loop over the images, later calls of the same round may still read.
    /// </summary>
    private static int[] ShareMemory(LoweredProgram program, ArenaBuffer[] buffers)
    {
        int[] places = [.. Enumerable.Range(0, buffers.Length)];
        if (program.MicroBatch > 1)
        {
            return places;
        }

        for (int group = 0; group < program.Calls.Count; group++)
        {
            KernelCall call = program.Calls[group];
            foreach (Overwrite overwrite in call.Overwrites)
            {
                if (call.Arguments[overwrite.Input] is BufferArgument input && call.Arguments[overwrite.Output] is BufferArgument output
                    && places[input.Buffer] is int place && places[output.Buffer] == output.Buffer && place != output.Buffer
                    && call.Arguments.Count(other => other is BufferArgument another && places[another.Buffer] == place) == 1
                    && buffers[place].LastUse == group && buffers[output.Buffer].FirstUse == group && buffers[place].Length == buffers[output.Buffer].Length)
                {
                    places[output.Buffer] = place;
                    buffers[place] = buffers[place] with { LastUse = buffers[output.Buffer].LastUse };
                }
            }
        }

        return places;
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
