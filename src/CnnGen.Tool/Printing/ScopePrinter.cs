using System.Globalization;
using System.Text;
using CnnGen.Tool.Import;

namespace CnnGen.Tool.Printing;

/// <summary>Writes the attributes of a network or of a block's body, several on a line where they belong together.</summary>
internal sealed class ScopePrinter
{
    private const int LongestLine = 150;

    private readonly IReadOnlyList<Item> _items;
    private readonly int _first;
    private readonly string?[] _labels;

    /// <param name="items">The attributes.</param>
    /// <param name="taken">Names that no label may have: those of the layers.</param>
    public ScopePrinter(IReadOnlyList<Item> items, IReadOnlySet<string> taken)
    {
        _items = items;
        _first = items.TakeWhile(item => item.Kind == "Input").Count();
        _labels = Labels(taken);
    }

    public IEnumerable<string> Lines()
    {
        StringBuilder line = new();
        for (int i = 0; i < _items.Count; i++)
        {
            string text = Write(i);
            bool continues =
                line.Length > 0
                    && line.Length + text.Length + 2 < LongestLine
                    && (_items[i].IsBlock ? _items[i - 1].IsBlock && !text.Contains("From = ") : !Begins(i, text));
            if (!continues && line.Length > 0)
            {
                yield return $"[{line}]";
                line.Clear();
            }

            line.Append(line.Length > 0 ? ", " : "").Append(text);
        }

        if (line.Length > 0)
        {
            yield return $"[{line}]";
        }
    }

    private bool Begins(int item, string text) =>
        _items[item].BeginsLine || _items[item - 1].Kind == "Input" || _items[item - 1].IsBlock || text.Contains("From = ", StringComparison.Ordinal);

    private string Write(int i)
    {
        Item item = _items[i];
        List<string> arguments = [.. item.Positional.Select(argument => argument.Source)];
        arguments.AddRange(item.TakesOperands ? OperandNames(i) : []);
        arguments.AddRange(item.Named.Select(pair => item.IsBlock ? $"{pair.Name}: {pair.Value.Source}" : $"{pair.Name} = {pair.Value.Source}"));
        if (!item.TakesOperands && i >= _first && item.Sources[0] != Before(i))
        {
            arguments.Add($"From = \"{Reference(item.Sources[0])}\"");
        }

        if (item.Repeat > 1)
        {
            arguments.Add(FormattableString.Invariant($"Repeat = {item.Repeat}"));
        }

        if (item.Name is not null)
        {
            arguments.Add($"Name = \"{item.Name}\"");
        }

        if (_labels[i] is { } label)
        {
            arguments.Add($"As = \"{label}\"");
        }

        return arguments.Count == 0 ? item.Kind : $"{item.Kind}({string.Join(", ", arguments)})";
    }

    private IEnumerable<string> OperandNames(int i) =>
        NamesOutputs(_items[i]) ? _items[i].OutputNames.Select(name => $"\"{name}\"") : Operands(i, Before(i)).Select(source => $"\"{Reference(source)}\"");

    private static int Before(int i) => i == 0 ? Item.ScopeInput : i - 1;

    private string Reference(int source) => source == Item.ScopeInput || (_first == 1 && source == 0) ? "input" : _items[source].Name ?? _labels[source]!;

    /// <summary>Whether an item names the network's outputs.</summary>
    private static bool NamesOutputs(Item item) => item.OutputNames.Count > 0;

    /// <summary>A label for what is read from elsewhere than the line behind it, by what it is for.</summary>
    private string?[] Labels(IReadOnlySet<string> taken)
    {
        string?[] labels = new string?[_items.Count];
        for (int reader = _first; reader < _items.Count; reader++)
        {
            Item item = _items[reader];
            if (NamesOutputs(item))
            {
                continue;
            }

            int before = Before(reader);
            bool namesAll = item.TakesOperands && Operands(reader, before).Count() == item.Sources.Count;
            foreach (int source in item.Sources.Where(source => source >= _first && (source != before || namesAll) && _items[source].Name is null))
            {
                labels[source] ??= item.Kind switch
                {
                    "Add" => "skip",
                    "Concat" => "branch",
                    _ => "trunk",
                };
            }
        }

        string[] outputs = [.. _items.SelectMany(item => item.OutputNames)];
        HashSet<string> used = [.. taken, .. outputs, "input", "loss"];
        foreach (IGrouping<string, int> group in Enumerable.Range(0, labels.Length).Where(i => labels[i] is not null).GroupBy(i => labels[i]!).ToArray())
        {
            bool isOnly = group.Count() == 1;
            int number = 0;
            foreach (int i in group)
            {
                string label = group.Key;
                while (!isOnly || !used.Add(label))
                {
                    isOnly = false;
                    label = group.Key + (++number).ToString(CultureInfo.InvariantCulture);
                    if (used.Add(label))
                    {
                        break;
                    }
                }

                labels[i] = label;
            }
        }

        foreach (Item item in _items.Where(NamesOutputs))
        {
            for (int i = 0; i < item.Sources.Count; i++)
            {
                labels[item.Sources[i]] = item.OutputNames[i];
            }
        }

        return labels;
    }

    /// <summary>The operands that are named: with one of them, the layer before is the first.</summary>
    private IEnumerable<int> Operands(int i, int before)
    {
        IReadOnlyList<int> sources = _items[i].Sources;
        return sources.Count != 2 || sources[0] == sources[1] ? sources
            : sources[0] == before ? [sources[1]]
            : sources[1] == before && _items[i].IsCommutative ? [sources[0]]
            : sources;
    }
}
