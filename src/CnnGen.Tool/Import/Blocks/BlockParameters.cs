namespace CnnGen.Tool.Import.Blocks;

/// <summary>The parameters of a block: what its uses differ in, with those left out that follow from others.</summary>
internal sealed class BlockParameters
{
    private readonly List<string> _names = [];
    private readonly List<int[]> _columns = [];
    private readonly List<Argument> _arguments = [];

    /// <param name="uses">Ranges of one signature.</param>
    public BlockParameters(IReadOnlyList<BlockRange> uses)
    {
        int[][] numbers = [.. uses.Select(use => use.Numbers)];
        string[] names = [.. uses[0].Entries.SelectMany(SlotNames)];
        int[][] columns = [.. Enumerable.Range(0, names.Length).Select(slot => numbers.Select(row => row[slot]).ToArray())];
        int[][] distinct = [.. columns.Where(column => column.Distinct().Count() > 1)];
        foreach (int slot in Enumerable.Range(0, names.Length))
        {
            int[] column = columns[slot];
            if (column.Distinct().Count() > 1 && !distinct.Any(other => Multiple(column, other) > 1) && !_columns.Exists(known => known.SequenceEqual(column)))
            {
                _columns.Add(column);
                _names.Add(Unique(names[slot]));
            }
        }

        for (int slot = 0; slot < names.Length; slot++)
        {
            _arguments.Add(Argument(columns[slot]));
        }
    }

    public IReadOnlyList<string> Names => _names;

    /// <summary>What the body says in the place of each whole number.</summary>
    public IReadOnlyList<Argument> InBody => _arguments;

    /// <summary>What a use gives for each parameter.</summary>
    public Argument[] OfUse(int use) => [.. _columns.Select(column => (Argument)column[use])];

    private Argument Argument(int[] column)
    {
        if (column.Distinct().Count() == 1)
        {
            return column[0];
        }

        int same = _columns.FindIndex(known => known.SequenceEqual(column));
        if (same >= 0)
        {
            return new ExpressionArgument($"nameof({_names[same]})");
        }

        int basis = _columns.FindIndex(known => Multiple(column, known) > 1);
        return new ExpressionArgument(FormattableString.Invariant($"\"{Multiple(column, _columns[basis])} * {_names[basis]}\""));
    }

    /// <summary>The whole number that each element is a multiple by of its counterpart, or 0.</summary>
    private static int Multiple(int[] column, int[] of)
    {
        if (of[0] == 0 || column[0] % of[0] != 0)
        {
            return 0;
        }

        int factor = column[0] / of[0];
        return column.Zip(of, (a, b) => a == (long)factor * b).All(same => same) ? factor : 0;
    }

    private string Unique(string name)
    {
        string unique = name;
        for (int i = 2; _names.Contains(unique); i++)
        {
            unique = FormattableString.Invariant($"{name}{i}");
        }

        return unique;
    }

    private static IEnumerable<string> SlotNames(Entry entry)
    {
        for (int i = 0; i < entry.Positional.Count; i++)
        {
            if (entry.Positional[i] is WholeArgument)
            {
                yield return entry.Block?.Parameters[i] ?? (entry.Kind, i) switch
                {
                    ("Conv" or "ConvTranspose", 0) => "filters",
                    ("Conv" or "ConvTranspose", _) => "kernel",
                    ("Dense", _) => "units",
                    _ => "size",
                };
            }
        }

        foreach ((string name, Argument value) in entry.Named)
        {
            if (value is WholeArgument)
            {
                yield return char.ToLowerInvariant(name[0]) + name[1..];
            }
        }
    }
}
