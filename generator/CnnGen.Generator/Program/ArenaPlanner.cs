using CnnGen.Generator.Model;

namespace CnnGen.Generator.Program;

/// <summary>
/// Gives every buffer a place in one arena, so that buffers which live at the same time do not overlap.
/// Calls once an image that follow each other in a method run as one loop over the images, and so does a stage of a whole batch: within it all its buffers are
/// alive together. Sums that a method clears at its start and unpacks at its end are alive all the while.
/// </summary>
internal static class ArenaPlanner
{
    public static LoweredProgram Run(LoweredProgram program)
    {
        ArenaBuffer[] buffers = [.. program.Buffers];
        FindLives(program, buffers);
        int[] places = ShareMemory(program, buffers);
        if (program.Stages.Count == 0)
        {
            int all = Place(program, buffers, places, static _ => true);
            return program with { Buffers = new EquatableArray<ArenaBuffer>(buffers), ArenaLength = all };
        }

        // The number of images is not known: their parts have a plan of their own, in floats an image.
        int once = Place(program, buffers, places, static buffer => !buffer.PerImage);
        int eachImage = Place(program, buffers, places, static buffer => buffer.PerImage);
        return program with { Buffers = new EquatableArray<ArenaBuffer>(buffers), ArenaLength = once, ImageArenaLength = eachImage };
    }

    /// <summary>Gives those buffers that are meant their offsets.</summary>
    /// <returns>The length of their memory.</returns>
    private static int Place(LoweredProgram program, ArenaBuffer[] buffers, int[] places, Func<ArenaBuffer, bool> isMeant)
    {
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
            if (buffers[at].FirstUse < 0 || places[at] != at || !isMeant(buffers[at]))
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

        return length;
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

        for (int i = 0; i < program.Stages.Count; i++)
        {
            if (program.Stages[i].Unpack is { } unpack)
            {
                buffers[unpack.Buffer] = Used(buffers[unpack.Buffer], i);
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
    /// In a loop over the images, later calls of the same round may still read; in a stage of a whole batch the order of the calls is looked at.
    /// </summary>
    private static int[] ShareMemory(LoweredProgram program, ArenaBuffer[] buffers)
    {
        int[] places = [.. Enumerable.Range(0, buffers.Length)];
        if (program.MicroBatch > 1)
        {
            return places;
        }

        int[] groups = Groups(program);
        int[] readLast = new int[buffers.Length];
        int[] writtenFirst = new int[buffers.Length];
        int[] order = program.Stages.Count == 0 ? [.. Enumerable.Range(0, program.Calls.Count)] : [.. program.Stages.SelectMany(stage => stage.Calls)];
        for (int at = order.Length - 1; at >= 0; at--)
        {
            foreach (BufferArgument argument in program.Calls[order[at]].Arguments.OfType<BufferArgument>())
            {
                writtenFirst[argument.Buffer] = at;
                readLast[argument.Buffer] = Math.Max(readLast[argument.Buffer], at);
            }
        }

        for (int at = 0; at < order.Length; at++)
        {
            KernelCall call = program.Calls[order[at]];
            int group = groups[order[at]];
            foreach (Overwrite overwrite in call.Overwrites)
            {
                if (call.Arguments[overwrite.Input] is BufferArgument input && call.Arguments[overwrite.Output] is BufferArgument output
                    && places[input.Buffer] is int place && places[output.Buffer] == output.Buffer && place != output.Buffer
                    && call.Arguments.Count(other => other is BufferArgument another && places[another.Buffer] == place) == 1
                    && buffers[place].LastUse == group && buffers[output.Buffer].FirstUse == group && buffers[place].Length == buffers[output.Buffer].Length
                    && readLast[place] == at && writtenFirst[output.Buffer] == at && buffers[place].PerImage == buffers[output.Buffer].PerImage)
                {
                    places[output.Buffer] = place;
                    readLast[place] = readLast[output.Buffer];
                    buffers[place] = buffers[place] with { LastUse = buffers[output.Buffer].LastUse };
                }
            }
        }

        return places;
    }

    /// <summary>The number of the loop, or of the single call, that each call belongs to.</summary>
    private static int[] Groups(LoweredProgram program)
    {
        if (program.Stages.Count > 0)
        {
            return StageOfCalls(program);
        }

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

    private static int[] StageOfCalls(LoweredProgram program)
    {
        int[] stages = new int[program.Calls.Count];
        for (int i = 0; i < program.Stages.Count; i++)
        {
            foreach (int call in program.Stages[i].Calls)
            {
                stages[call] = i;
            }
        }

        return stages;
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
