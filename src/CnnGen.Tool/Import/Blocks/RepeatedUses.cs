namespace CnnGen.Tool.Import.Blocks;

/// <summary>Uses of one block behind each other become one that says how often, where their names count and their arguments stay or grow by a step.</summary>
internal static class RepeatedUses
{
    /// <summary>Fewer read better written out.</summary>
    private const int FewestUses = 3;

    /// <summary>Two numbers always grow by a step; so many follow a rule.</summary>
    private const int FewestGrowing = 4;

    public static void Run(List<Entry> entries)
    {
        for (int first = 0; first < entries.Count; first++)
        {
            if (entries[first].Block is not null && Longest(entries, first) is { } repeated)
            {
                entries.RemoveRange(first + 1, repeated.Repeat - 1);
                foreach (Entry entry in entries)
                {
                    // What stands between is read by the next use alone, so the first and the last are all that others know.
                    for (int i = 0; i < entry.Sources.Count; i++)
                    {
                        entry.Sources[i] = entry.Sources[i] == repeated.Last ? repeated.Use : entry.Sources[i];
                    }
                }

                entries[first] = repeated.Use;
            }
        }
    }

    private static Repeated? Longest(List<Entry> entries, int first)
    {
        int end = first + 1;
        while (end < entries.Count && entries[end].Block == entries[first].Block && ReadsBefore(entries, end) && IsReadByNextOnly(entries, end - 1))
        {
            end++;
        }

        // A name that counts means every use; what reads the last by its name needs a use of its own.
        for (; ReadsBefore(entries, first) && end - first >= FewestUses; end--)
        {
            bool endsHere = end == entries.Count || IsReadByNextOnly(entries, end - 1);
            if (endsHere && Of(entries.GetRange(first, end - first)) is { } use)
            {
                return new Repeated(use, entries[end - 1], end - first);
            }
        }

        return null;
    }

    /// <summary>The use that stands for all, or null where these follow no rule.</summary>
    private static Entry? Of(List<Entry> uses)
    {
        Argument?[] arguments = [.. uses[0].Positional.Select((_, i) => Rule([.. uses.Select(use => use.Positional[i])]))];
        RunningName? name = uses[0].Path is { } path && uses[1].Path is { } next ? RunningName.Of(path, next) : null;
        return arguments.Contains(null) || uses.Where((use, i) => use.Path != name?.At(i)).Any() ? null : new Entry
        {
            Kind = uses[0].Kind,
            Positional = [.. arguments.Select(argument => argument!)],
            Sources = uses[0].Sources,
            Path = name?.Source,
            HasTensors = uses[0].HasTensors,
            Block = uses[0].Block,
            Repeat = uses.Count,
        };
    }

    /// <summary>What an argument is at every place, or null: the same, or growing by a step.</summary>
    private static Argument? Rule(Argument[] values)
    {
        if (values.All(value => value == values[0]))
        {
            return values[0];
        }

        if (values.Length < FewestGrowing || values[0] is not WholeArgument { Value: var start } || values[1] is not WholeArgument { Value: var second })
        {
            return null;
        }

        long step = (long)second - start;
        bool grows = step > 0 && values.Where((value, i) => value is not WholeArgument whole || whole.Value != start + (i * step)).Any() is false;
        return grows ? new ExpressionArgument(FormattableString.Invariant($"\"{(start == 0 ? "" : $"{start} + ")}{step} * index\"")) : null;
    }

    private static bool ReadsBefore(List<Entry> entries, int place) =>
        entries[place] is { TakesOperands: false, Sources: [var source] } && (place == 0 || source == entries[place - 1]);

    private static bool IsReadByNextOnly(List<Entry> entries, int place) =>
        !entries[place + 1].TakesOperands && entries.Where((entry, i) => i != place + 1 && entry.Sources.Contains(entries[place])).Any() is false;

    private sealed record Repeated(Entry Use, Entry Last, int Repeat);
}
