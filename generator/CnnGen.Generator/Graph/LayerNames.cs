using CnnGen.Generator.Blocks;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators;

namespace CnnGen.Generator.Graph;

/// <summary>
/// The names of layers and the labels of their outputs: one namespace, in which nothing may mean two things. A use of a block has a name too: it
/// prefixes those of its body, <c>layer1.0.conv1</c>, and means its output. A body sees its own names and <c>input</c>.
/// </summary>
internal sealed class LayerNames
{
    /// <summary>What a body calls the block's input.</summary>
    private const string BlockInput = "input";

    private readonly Dictionary<string, int> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly HashSet<int> _usedLabels = [];
    private readonly HashSet<int> _ambiguousUses = [];
    private readonly bool _hasSeveralLosses;
    private readonly string[] _defaults;
    private readonly string[] _names;
    private readonly int[] _outputs;
    private readonly Dictionary<BlockInstance, int> _inputs = [];
    private readonly IReadOnlyList<ExpandedItem> _items;
    private readonly List<Problem> _problems;

    public LayerNames(IReadOnlyList<ExpandedItem> items, List<Problem> problems)
    {
        _items = items;
        _problems = problems;
        _defaults = new string[items.Count];
        _names = new string[items.Count];
        _outputs = Enumerable.Range(0, items.Count).ToArray();
        _hasSeveralLosses = items.Count(item => LayerDefinitions.Find(item.Spec.Kind)?.Loss is not null) > 1;

        // Defaults depend on nothing but the order, so that naming one layer renames no other.
        for (int i = 0; i < items.Count; i++)
        {
            string prefix = Prefix(items[i].Owner);
            _defaults[i] = Default(i, prefix);
            _names[i] = items[i].Spec.Name is { Length: > 0 } name ? prefix + name : _defaults[i];
        }

        DeclareAll();
    }

    /// <summary>The full name of a layer or use.</summary>
    public string this[int item] => _names[item];

    /// <summary>How messages name a layer: with the use of the block it stands in.</summary>
    public string Subject(int item) => Subject(_names[item], item);

    /// <summary>A name for a node that no attribute declares.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="item">The layer beside which it stands, or −1 for one of the network.</param>
    public string Implied(string kind, int item)
    {
        string prefix = item < 0 ? "" : Prefix(_items[item].Owner);
        string name;
        do
        {
            name = Next(prefix + kind);
        }
        while (_known.ContainsKey(name));
        return name;
    }

    /// <summary>What <c>input</c> means in the body of a use, −1 where that is unknown.</summary>
    public void SetInput(BlockInstance instance, int layer) => _inputs[instance] = layer;

    /// <summary>The layer that a use reads, −1 where that is unknown.</summary>
    public int InputOf(BlockInstance instance) => _inputs.TryGetValue(instance, out int input) ? input : -1;

    /// <summary>The layer whose output is that of a use, −1 where there is none.</summary>
    public void SetOutput(int use, int layer) => _outputs[use] = layer;

    /// <summary>The layer that a name or label means to <paramref name="reader"/>, or null; the reason is reported, unless it is an error elsewhere.</summary>
    public int? Resolve(string name, int reader, string argument, int element = -1)
    {
        BlockInstance scope = _items[reader].Owner;
        if (scope.HoldsName(name))
        {
            return scope is { Parent: not null, Use: var use } && scope.OuterName(name) is { } outer ? Resolve(outer, use, name) : null;
        }

        if (scope.IsBlock && name == BlockInput)
        {
            return _inputs.TryGetValue(scope, out int input) && input >= 0 ? input : null;
        }

        return ResolveItem(name, reader, argument, element) is { } item && _outputs[item] >= 0 ? _outputs[item] : null;
    }

    /// <summary>
    /// The layer or use itself that a name or label means to <paramref name="reader"/>, or null; the reason is reported, unless it is an error elsewhere.
    /// </summary>
    public int? ResolveItem(string name, int reader, string argument, int element = -1)
    {
        BlockInstance scope = _items[reader].Owner;
        if (scope.HoldsName(name))
        {
            return scope is { Parent: not null, Use: var use } && scope.OuterName(name) is { } outer ? ResolveItem(outer, use, name) : null;
        }

        if (!_known.TryGetValue(Prefix(scope) + name, out int item))
        {
            string? nearest = NearestName.Find(name, VisibleTo(reader).Select(known => known.Name));
            string hint = nearest is null ? "" : $"; did you mean '{DisplayName.Of(nearest)}'?";
            _problems.Add(new Problem(DiagnosticIds.UnknownName, reader, argument, [Subject(reader), DisplayName.Of(name), hint]) { Element = element });
            return null;
        }

        if (_items[item].End > reader)
        {
            _problems.Add(new Problem(DiagnosticIds.ForwardReference, reader, argument, [Subject(reader), DisplayName.Of(name)]) { Element = element });
            return null;
        }

        _usedLabels.Add(item);
        return item;
    }

    /// <summary>The names and labels of layers that stand before a layer in the same body, as it writes them.</summary>
    public IEnumerable<(string Name, int Item)> VisibleTo(int reader)
    {
        BlockInstance scope = _items[reader].Owner;
        int prefix = Prefix(scope).Length;
        return _known.Where(known => known.Value < reader && _items[known.Value].Owner == scope).Select(known => (known.Key.Substring(prefix), known.Value));
    }

    /// <summary>The names that a body has from outside: its input, and parameters that hold names.</summary>
    public static IEnumerable<string> GivenTo(BlockInstance scope) =>
        scope.IsBlock ? scope.Parameters.Where(parameter => parameter.Value is NamesArgument).Select(parameter => parameter.Key).Prepend(BlockInput) : [];

    /// <summary>The layer whose output an item gives: of a use the last of its body, −1 where there is none.</summary>
    public int OutputOf(int item) => _outputs[item];

    /// <summary>Reports the labels that no layer takes.</summary>
    public void ReportUnusedLabels()
    {
        for (int i = 0; i < _names.Length; i++)
        {
            if (_items[i].Spec.As is { } label && !_usedLabels.Contains(i))
            {
                _problems.Add(new Problem(DiagnosticIds.UnusedLabel, i, "As", [Subject(i), DisplayName.Of(label)]));
            }
        }
    }

    private void DeclareAll()
    {
        for (int i = 0; i < _names.Length; i++)
        {
            if (_items[i].Spec.Name is null && !_known.ContainsKey(_names[i]))
            {
                _known.Add(_names[i], i);
            }
        }

        for (int i = 0; i < _names.Length; i++)
        {
            // The names in a body whose use has the name of something else are ambiguous with it; that is one mistake.
            bool isAmbiguous = _items[i].Owner is { Use: >= 0 and var use } && _ambiguousUses.Contains(use);
            if (isAmbiguous || (_items[i].Spec.Name is { } name && !Declare(name, "Name", i)))
            {
                _ambiguousUses.Add(i);
            }
        }

        for (int i = 0; i < _names.Length; i++)
        {
            bool isAmbiguous = _items[i].Owner is { Use: >= 0 and var use } && _ambiguousUses.Contains(use);
            if (!isAmbiguous && _items[i].Spec.As is { } label && Prefix(_items[i].Owner) + label != _names[i])
            {
                Declare(label, "As", i);
            }
        }
    }

    private bool Declare(string name, string argument, int item)
    {
        BlockInstance scope = _items[item].Owner;
        string subject = Subject(_defaults[item], item);
        string? taken = null;
        if (WhyNoName(name) is { } reason)
        {
            _problems.Add(new Problem(DiagnosticIds.BadName, item, argument, [subject, DisplayName.Of(name), reason]));
            return false;
        }

        if (scope.IsBlock && name == BlockInput)
        {
            taken = "the block's input";
        }
        else if (argument == "As" && scope.HoldsName(name))
        {
            taken = "a parameter";
        }
        else if (_known.TryGetValue(Prefix(scope) + name, out int owner))
        {
            taken = Describe(owner, Prefix(scope) + name);
        }

        if (taken is not null)
        {
            _problems.Add(new Problem(DiagnosticIds.DuplicateName, item, argument, [subject, DisplayName.Of(name), taken]));
            return false;
        }

        _known.Add(Prefix(scope) + name, item);
        return true;
    }

    private string Describe(int owner, string name) =>
        _names[owner] == name ? $"layer {Numerals.Plain(_items[owner].Position)}, {_items[owner].Kind}" : $"the output of {DisplayName.Of(_names[owner])}";

    private string Subject(string name, int item) => _items[item].Owner.Description is { } use ? $"{DisplayName.Of(name)} in {use}" : DisplayName.Of(name);

    private string Prefix(BlockInstance scope) => scope.Use < 0 ? "" : _names[scope.Use] + ".";

    private string Default(int item, string prefix)
    {
        ExpandedItem expanded = _items[item];
        return expanded.Opens is { } block ? Next(prefix + block.Name.ToLowerInvariant())
            : LayerDefinitions.Find(expanded.Spec.Kind) is not { } definition ? prefix + expanded.Spec.Kind
            : definition.IsInput || (definition.Loss is not null && !_hasSeveralLosses) ? prefix + definition.Prefix
            : Next(prefix + definition.Prefix);
    }

    private string Next(string prefix)
    {
        _counts.TryGetValue(prefix, out int count);
        _counts[prefix] = count + 1;
        return prefix + Numerals.Plain(count + 1);
    }

    /// <summary>Why no tensor of a weight file can have a name, or null: safetensors takes any text that UTF-8 can hold.</summary>
    private static string? WhyNoName(string name)
    {
        if (name.Length == 0)
        {
            return "it is empty";
        }

        for (int i = 0; i < name.Length; i++)
        {
            bool isPair = char.IsHighSurrogate(name[i]) && i + 1 < name.Length && char.IsLowSurrogate(name[i + 1]);
            if (char.IsSurrogate(name[i]) && !isPair)
            {
                return "half of a surrogate pair is no character";
            }

            i += isPair ? 1 : 0;
        }

        return null;
    }
}
