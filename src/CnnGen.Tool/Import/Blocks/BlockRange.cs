using System.Globalization;
using System.Text;

namespace CnnGen.Tool.Import.Blocks;

/// <summary>Entries behind each other that read one value from before and give one.</summary>
/// <param name="Prefix">The names of its layers begin with this and a dot; null where they have none.</param>
/// <param name="Entries">The entries.</param>
internal sealed record BlockRange(string? Prefix, IReadOnlyList<Entry> Entries)
{
    /// <summary>What they read from before.</summary>
    public Entry Input => Entries.SelectMany(entry => entry.Sources).First(source => !Entries.Contains(source));

    /// <summary>The whole numbers among the arguments, in their order: what uses of one block may differ in.</summary>
    public int[] Numbers => [.. Entries.SelectMany(Arguments).OfType<WholeArgument>().Select(argument => argument.Value)];

    public Entry Last => Entries[^1];

    /// <summary>A part of a list, or null where it reads or gives several values.</summary>
    public static BlockRange? Of(IReadOnlyList<Entry> entries, int first, int last, string? prefix, ILookup<Entry, Entry> readers)
    {
        HashSet<Entry> inside = [.. Enumerable.Range(first, last - first + 1).Select(i => entries[i])];
        Entry? input = null;
        for (int i = first; i <= last; i++)
        {
            foreach (Entry source in entries[i].Sources.Where(source => !inside.Contains(source)))
            {
                if (input is not null && input != source)
                {
                    return null;
                }

                input = source;
            }

            if (i < last && !readers[entries[i]].All(inside.Contains))
            {
                return null;
            }
        }

        return input is null ? null : new BlockRange(prefix, [.. Enumerable.Range(first, last - first + 1).Select(i => entries[i])]);
    }

    /// <summary>Equal for ranges that may be uses of one block: the same layers, arranged and named alike, with whole numbers of their own.</summary>
    public string Signature()
    {
        StringBuilder text = new();
        Dictionary<Entry, int> places = Entries.Select((entry, i) => (entry, i)).ToDictionary();
        foreach (Entry entry in Entries)
        {
            text.Append(entry.Kind).Append('(');
            text.AppendJoin(',', entry.Positional.Select(Abstract)).Append(';');
            text.AppendJoin(',', entry.Named.Select(pair => $"{pair.Name}={Abstract(pair.Value)}")).Append(';');
            text.AppendJoin(
                ',',
                entry.Sources.Select(source => places.TryGetValue(source, out int place) ? place.ToString(CultureInfo.InvariantCulture) : "in"));
            text.Append(';').Append(entry.Path is { } path ? Local(path, Prefix) : "").Append(")\n");
        }

        return text.ToString();
    }

    public static IEnumerable<Argument> Arguments(Entry entry) => entry.Positional.Concat(entry.Named.Select(pair => pair.Value));

    /// <summary>A name without the prefix of the block it stands in.</summary>
    public static string Local(string path, string? prefix) =>
        prefix is not null && path.StartsWith(prefix + ".", StringComparison.Ordinal) ? path[(prefix.Length + 1)..] : path;

    private static string Abstract(Argument argument) => argument is WholeArgument ? "#" : argument.Source;
}
