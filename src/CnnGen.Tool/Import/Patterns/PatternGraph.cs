using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Patterns;

/// <summary>The nodes of a model by what they make and read, for patterns.</summary>
internal sealed class PatternGraph
{
    private readonly OnnxModel _model;
    private readonly Dictionary<string, OnnxNode> _makers = [];
    private readonly Dictionary<string, int> _readers = [];
    private readonly HashSet<OnnxNode> _removed = [];
    private readonly List<OnnxNode> _added = [];

    public PatternGraph(OnnxModel model)
    {
        _model = model;
        foreach (OnnxNode node in model.Nodes)
        {
            foreach (string output in node.Outputs)
            {
                _makers[output] = node;
            }

            foreach (string input in node.Inputs)
            {
                _readers[input] = _readers.GetValueOrDefault(input) + 1;
            }
        }

        foreach (OnnxValueInfo output in model.Outputs)
        {
            _readers[output.Name] = _readers.GetValueOrDefault(output.Name) + 1;
        }
    }

    public IReadOnlyList<OnnxNode> Nodes => _model.Nodes;

    /// <summary>The node that makes a value, if it is of a type and nobody has taken it.</summary>
    public OnnxNode? Maker(string value, params IReadOnlyCollection<string> types) =>
        _makers.TryGetValue(value, out OnnxNode? node) && types.Contains(node.Type) && node.Domain.Length == 0 && !_removed.Contains(node) ? node : null;

    /// <summary>The number that a constant holds, or null.</summary>
    public float? Number(string value) => _model.Constants.TryGetValue(value, out OnnxTensor? tensor) && tensor.Length == 1 ? tensor.AsReals()[0] : null;

    /// <summary>The input of a node that is no constant, where the other is a number near to <paramref name="number"/>; null where it is not so.</summary>
    public string? Beside(OnnxNode? node, float number)
    {
        if (node is not { Inputs.Length: 2 })
        {
            return null;
        }

        bool Is(float? value) => value is { } known && MathF.Abs(known - number) <= 1e-3f * MathF.Max(1e-3f, MathF.Abs(number));
        return Is(Number(node.Inputs[1])) ? node.Inputs[0] : node.Type is "Add" or "Mul" && Is(Number(node.Inputs[0])) ? node.Inputs[1] : null;
    }

    /// <summary>Puts one node in the place of several. Those of them that others read too stay.</summary>
    public void Replace(OnnxNode last, string type, string input, IEnumerable<OnnxNode> nodes, Action<OnnxNode>? set = null) =>
        Replace(last, type, [input], nodes, set);

    /// <summary>As above, with several inputs.</summary>
    public void Replace(OnnxNode last, string type, IReadOnlyList<string> inputs, IEnumerable<OnnxNode> nodes, Action<OnnxNode>? set = null)
    {
        OnnxNode node = new(type, last.Name, inputs, last.Outputs, last.OperatorSet);
        set?.Invoke(node);
        _added.Add(node);
        _removed.Add(last);
        HashSet<OnnxNode> group = [.. nodes, last];

        // From the last on: a node goes when nobody outside reads it.
        foreach (OnnxNode part in group.Where(part => part != last).OrderByDescending(part => _model.Nodes.IndexOf(part)))
        {
            int inside = group.Where(_removed.Contains).SelectMany(reader => reader.Inputs).Count(part.Outputs.Contains);
            if (part.Outputs.Sum(output => _readers.GetValueOrDefault(output)) == inside)
            {
                _removed.Add(part);
            }
        }
    }

    /// <summary>Writes what was replaced into the model.</summary>
    public void Apply()
    {
        if (_added.Count > 0)
        {
            _model.Replace([.. _model.Nodes.Where(node => !_removed.Contains(node)), .. _added]);
        }
    }
}
