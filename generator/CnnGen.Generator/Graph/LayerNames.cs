using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators;

namespace CnnGen.Generator.Graph;

/// <summary>The names of a network's layers and the labels of their outputs: one namespace, in which nothing may mean two things.</summary>
internal sealed class LayerNames
{
    private readonly Dictionary<string, int> _layers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly HashSet<int> _usedLabels = [];
    private readonly string[] _names;
    private readonly NetworkSpec _spec;
    private readonly List<Problem> _problems;

    public LayerNames(NetworkSpec spec, List<Problem> problems)
    {
        _spec = spec;
        _problems = problems;
        _names = new string[spec.Layers.Count];

        // Defaults first: they depend on nothing but the order, so that naming one layer renames no other.
        for (int i = 0; i < _names.Length; i++)
        {
            LayerDefinition? definition = LayerDefinitions.Find(spec.Layers[i].Kind);
            _names[i] = definition is null ? spec.Layers[i].Kind : Default(definition);
            if (spec.Layers[i].Name is null && !_layers.ContainsKey(_names[i]))
            {
                _layers.Add(_names[i], i);
            }
        }

        for (int i = 0; i < _names.Length; i++)
        {
            if (spec.Layers[i].Name is { } name)
            {
                Declare(name, "Name", i);
                _names[i] = name.Length == 0 ? _names[i] : name;
            }
        }

        for (int i = 0; i < _names.Length; i++)
        {
            if (spec.Layers[i].As is { } label && label != _names[i])
            {
                Declare(label, "As", i);
            }
        }
    }

    public string this[int layer] => _names[layer];

    /// <summary>A name for a node that no attribute declares.</summary>
    public string Implied(string prefix)
    {
        string name;
        do
        {
            name = Next(prefix);
        }
        while (_layers.ContainsKey(name));
        return name;
    }

    /// <summary>The layer that a name or label means to <paramref name="reader"/>, or null with the reason reported.</summary>
    public int? Resolve(string name, int reader, string argument, int element = -1)
    {
        if (!_layers.TryGetValue(name, out int layer))
        {
            string hint = NearestName.Find(name, _layers.Keys.Where(known => _layers[known] < reader)) is { } nearest ? $"; did you mean '{nearest}'?" : "";
            _problems.Add(new Problem(DiagnosticIds.UnknownName, reader, argument, [_names[reader], name, hint]) { Element = element });
            return null;
        }

        if (layer >= reader)
        {
            _problems.Add(new Problem(DiagnosticIds.ForwardReference, reader, argument, [_names[reader], name]) { Element = element });
            return null;
        }

        _usedLabels.Add(layer);
        return layer;
    }

    /// <summary>Reports the labels that no layer takes.</summary>
    public void ReportUnusedLabels()
    {
        for (int i = 0; i < _names.Length; i++)
        {
            if (_spec.Layers[i].As is { } label && !_usedLabels.Contains(i))
            {
                _problems.Add(new Problem(DiagnosticIds.UnusedLabel, i, "As", [_names[i], label]));
            }
        }
    }

    private string Default(LayerDefinition definition) => definition.IsInput || definition.Loss is not null ? definition.Prefix : Next(definition.Prefix);

    private string Next(string prefix)
    {
        _counts.TryGetValue(prefix, out int count);
        _counts[prefix] = count + 1;
        return prefix + Numerals.Plain(count + 1);
    }

    private void Declare(string name, string argument, int layer)
    {
        if (name.Length == 0 || !name.All(IsNameCharacter))
        {
            _problems.Add(new Problem(DiagnosticIds.BadName, layer, argument, [_names[layer], name]));
        }
        else if (_layers.TryGetValue(name, out int owner))
        {
            _problems.Add(new Problem(DiagnosticIds.DuplicateName, layer, argument, [_names[layer], name, Describe(owner, name)]));
        }
        else
        {
            _layers.Add(name, layer);
        }
    }

    private string Describe(int owner, string name) =>
        _names[owner] == name ? $"layer {Numerals.Plain(owner)}, {_spec.Layers[owner].Kind}" : $"the output of {_names[owner]}";

    /// <summary>The characters of tensor names in weight files, and none that generated comments would have to escape.</summary>
    private static bool IsNameCharacter(char character) => char.IsLetterOrDigit(character) || character is '_' or '-' or '.';
}
