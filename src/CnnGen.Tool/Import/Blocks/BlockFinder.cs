namespace CnnGen.Tool.Import.Blocks;

/// <summary>
/// Finds parts that a network repeats. Where the model's names have parts (<c>layer1.0.conv1</c>), these say what belongs together, the innermost first, so
/// that blocks contain blocks; where they have none, runs of layers between places that one value alone passes.
/// </summary>
internal sealed class BlockFinder
{
    /// <summary>Attributes that a block must save to be worth a class.</summary>
    private const int LeastSaving = 5;

    // Runs without names: shorter ones read better written out, longer ones are seldom repeated.
    private const int ShortestRun = 5;
    private const int LongestRun = 40;
    private const int MostParameters = 8;

    private readonly List<Entry> _entries;
    private readonly List<Block> _blocks = [];

    private BlockFinder(List<Entry> entries) => _entries = entries;

    /// <summary>The layers with uses of blocks in the place of repeated parts, and the blocks.</summary>
    public static (List<Entry> Entries, IReadOnlyList<Block> Blocks) Run(List<Entry> entries)
    {
        BlockFinder finder = new(entries);
        finder.FindNamed();
        finder.FindUnnamed();
        return (finder._entries, finder._blocks);
    }

    private static IEnumerable<string> Prefixes(string path)
    {
        for (int dot = path.IndexOf('.'); dot >= 0; dot = path.IndexOf('.', dot + 1))
        {
            yield return path[..dot];
        }
    }

    private void FindNamed()
    {
        int deepest = _entries.Max(entry => entry.Path?.Count(letter => letter == '.') ?? 0);
        for (int depth = deepest; depth > 0; depth--)
        {
            string[] prefixes =
            [
                .. _entries.Where(entry => entry.Path is not null)
                    .SelectMany(entry => Prefixes(entry.Path!))
                    .Where(prefix => prefix.Count(letter => letter == '.') == depth - 1)
                    .Distinct(),
            ];
            ILookup<Entry, Entry> readers = Readers();
            BlockRange[] ranges = [.. prefixes.Select(prefix => Named(prefix, readers)).OfType<BlockRange>()];
            Apply(ranges);
        }
    }

    /// <summary>What belongs to a prefix: its layers, and the layers without tensors behind them up to one output.</summary>
    private BlockRange? Named(string prefix, ILookup<Entry, Entry> readers)
    {
        bool Belongs(Entry entry) => entry.Path?.StartsWith(prefix + ".", StringComparison.Ordinal) == true;
        int first = _entries.FindIndex(Belongs);
        int last = _entries.FindLastIndex(Belongs);
        if (Enumerable.Range(first, last - first + 1).Any(i => _entries[i].HasTensors && !Belongs(_entries[i])))
        {
            return null;
        }

        BlockRange? range = BlockRange.Of(_entries, first, last, prefix, readers);
        while (range is null && last + 1 < _entries.Count && !_entries[last + 1].HasTensors)
        {
            range = BlockRange.Of(_entries, first, ++last, prefix, readers);
        }

        while (range is not null && last + 1 < _entries.Count && Completes(_entries[last + 1], range, readers)
            && BlockRange.Of(_entries, first, last + 1, prefix, readers) is { } longer)
        {
            range = longer;
            last++;
        }

        return range;
    }

    /// <summary>Whether the next layer belongs to a part: a join of its output and its input, or an activation of its output.</summary>
    private static bool Completes(Entry next, BlockRange range, ILookup<Entry, Entry> readers) =>
        next.TakesOperands ? next.Sources.Contains(range.Last) && next.Sources.All(source => source == range.Last || source == range.Input)
        : next is { IsActivation: true, Sources: [var only] } && only == range.Last && readers[only].Count() == 1;

    private void FindUnnamed()
    {
        // Each round takes the runs that save most, until none saves enough.
        while (true)
        {
            ILookup<Entry, Entry> readers = Readers();
            List<BlockRange> ranges = [];
            int[] cuts = Cuts(readers);
            for (int from = 0; from < cuts.Length; from++)
            {
                for (int to = from + 1; to < cuts.Length && cuts[to] - cuts[from] <= LongestRun; to++)
                {
                    int first = cuts[from] + 1;
                    bool isPlain =
                        cuts[to] - cuts[from] >= ShortestRun
                            && Enumerable.Range(first, cuts[to] - cuts[from]).All(i => _entries[i] is { Path: null, Block: null });
                    if (isPlain && BlockRange.Of(_entries, first, cuts[to], null, readers) is { } range)
                    {
                        ranges.Add(range);
                    }
                }
            }

            BlockRange[][] groups = [.. ranges.GroupBy(range => range.Signature()).Select(group => WithoutOverlap(group)).Where(group => group.Length > 1)];
            BlockRange[]? best = groups.OrderByDescending(Saving).FirstOrDefault();
            if (best is null || !Apply(best))
            {
                return;
            }
        }
    }

    /// <summary>The places behind which nothing reads what stands before, but for one value.</summary>
    private int[] Cuts(ILookup<Entry, Entry> readers)
    {
        Dictionary<Entry, int> places = _entries.Select((entry, i) => (entry, i)).ToDictionary();
        List<int> cuts = [];
        int reach = 0;
        for (int i = 0; i < _entries.Count; i++)
        {
            if (reach <= i)
            {
                cuts.Add(i);
            }

            reach = Math.Max(reach, readers[_entries[i]].Select(reader => places[reader]).DefaultIfEmpty(i).Max());
        }

        return [.. cuts];
    }

    private static BlockRange[] WithoutOverlap(IEnumerable<BlockRange> ranges)
    {
        HashSet<Entry> taken = [];
        List<BlockRange> kept = [];
        foreach (BlockRange range in ranges.Where(range => !range.Entries.Any(taken.Contains)))
        {
            kept.Add(range);
            taken.UnionWith(range.Entries);
        }

        return [.. kept];
    }

    private static int Saving(IReadOnlyList<BlockRange> uses) => (uses.Count * uses[0].Entries.Count) - uses.Count - uses[0].Entries.Count;

    /// <summary>Makes blocks of the groups that pay.</summary>
    private bool Apply(IEnumerable<BlockRange> ranges)
    {
        bool any = false;
        foreach (BlockRange[] uses in ranges
            .GroupBy(range => range.Signature())
            .Select(WithoutOverlap)
            .Where(group => group.Length > 1 && Saving(group) >= LeastSaving)
            .ToArray())
        {
            BlockParameters parameters = new(uses);
            if (parameters.Names.Count <= MostParameters)
            {
                Replace(uses, parameters);
                any = true;
            }
        }

        return any;
    }

    private void Replace(BlockRange[] uses, BlockParameters parameters)
    {
        BlockRange model = uses[0];
        Entry input = new() { Kind = "input", Positional = [], Sources = [] };
        Dictionary<Entry, Entry> copies = new() { [model.Input] = input };
        int slot = 0;
        Argument Next(Argument argument) => argument is WholeArgument ? parameters.InBody[slot++] : argument;
        foreach (Entry entry in model.Entries)
        {
            copies[entry] = new Entry
            {
                Kind = entry.Kind,
                Positional = [.. entry.Positional.Select(Next)],
                Named = [.. entry.Named.Select(pair => (pair.Name, Next(pair.Value)))],
                Sources = [.. entry.Sources.Select(source => copies[source])],
                Path = entry.Path is null ? null : BlockRange.Local(entry.Path, model.Prefix),
                TakesOperands = entry.TakesOperands,
                HasTensors = entry.HasTensors,
                Block = entry.Block,
            };
        }

        Block block = new()
        {
            Name = BlockNames.Of(model, _blocks),
            Parameters = parameters.Names,
            Body = [.. model.Entries.Select(entry => copies[entry])],
            Input = input,
            Prefix = model.Prefix,
        };
        _blocks.Add(block);
        for (int i = 0; i < uses.Length; i++)
        {
            Entry use = new()
            {
                Kind = block.Name,
                Positional = parameters.OfUse(i),
                Sources = [uses[i].Input],
                Path = uses[i].Prefix,
                HasTensors = uses[i].Entries.Any(entry => entry.HasTensors),
                Block = block,
            };
            Put(use, uses[i]);
        }
    }

    private void Put(Entry use, BlockRange range)
    {
        int at = _entries.IndexOf(range.Entries[0]);
        _entries.RemoveRange(at, range.Entries.Count);
        _entries.Insert(at, use);
        foreach (Entry entry in _entries)
        {
            for (int i = 0; i < entry.Sources.Count; i++)
            {
                entry.Sources[i] = entry.Sources[i] == range.Last ? use : entry.Sources[i];
            }
        }
    }

    private ILookup<Entry, Entry> Readers() =>
        _entries.SelectMany(entry => entry.Sources.Distinct().Select(source => (source, entry))).ToLookup(pair => pair.source, pair => pair.entry);
}
