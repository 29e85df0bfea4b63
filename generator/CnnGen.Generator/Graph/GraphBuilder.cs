using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators;

namespace CnnGen.Generator.Graph;

/// <summary>
/// From what was written to a typed graph: names resolved, shapes inferred, what is implied made explicit.
/// Every wrong layer is reported; one whose input is unknown is only checked by itself.
/// </summary>
internal sealed class GraphBuilder
{
    private readonly NetworkSpec _spec;
    private readonly List<Problem> _problems = [];
    private readonly NodeList _nodes = new();
    private readonly LayerNames _names;
    private readonly Value[] _values;
    private readonly bool[] _isRead;

    /// <summary>The layer whose output the next one reads, or −1 where there is none.</summary>
    private int _previous = -1;

    private int _loss = -1;
    private bool _isComplete = true;

    private GraphBuilder(NetworkSpec spec)
    {
        _spec = spec;
        _names = new LayerNames(spec, _problems);
        _values = new Value[spec.Layers.Count];
        _isRead = new bool[spec.Layers.Count];
        _isComplete = _problems.Count == 0;
    }

    public static GraphResult Build(NetworkSpec spec, CancellationToken cancellation = default) => new GraphBuilder(spec).Build(cancellation);

    private GraphResult Build(CancellationToken cancellation)
    {
        _isComplete &= StructureRules.Check(_spec, _problems);
        for (int layer = 0; layer < _values.Length; layer++)
        {
            cancellation.ThrowIfCancellationRequested();
            AddLayer(layer);
        }

        NetworkGraph? graph = null;
        if (_isComplete)
        {
            OutputRules.ReportUnused(_spec, _names, _isRead, _previous, _loss, _problems);
            _names.ReportUnusedLabels();
            graph = OutputRules.Finish(_nodes, _names, _values[_previous].Node, _loss, _spec, _problems);
            RedundantBiasRule.Report(graph, node => Array.FindIndex(_values, value => value.Node == node), _problems);
        }

        return new GraphResult(_spec, graph, _problems.OrderBy(problem => problem.Layer).ToEquatableArray(), Outline(graph));
    }

    private void AddLayer(int layer)
    {
        LayerSpec spec = _spec.Layers[layer];
        _values[layer] = Value.Unknown;
        bool isAfterLoss = _loss >= 0;
        if (!spec.IsReadable || LayerDefinitions.Find(spec.Kind) is not { } definition)
        {
            _isComplete = false;
            _previous = isAfterLoss ? _previous : layer;
            return;
        }

        int[]? sources = Sources(layer, definition);
        LayerReader reader = new(spec, layer, _names[layer], isAfterLoss ? null : Inputs(sources), _problems);
        Operator? read = definition.Read(reader);
        _isComplete &= read is not null && !isAfterLoss;
        if (isAfterLoss)
        {
            return;
        }

        if (definition.Loss is not null)
        {
            _loss = layer;
            _previous = sources is { Length: 1 } ? sources[0] : _previous;
            return;
        }

        _values[layer] = read is null || sources is null ? new Value(-1, reader.KnownOutput) : Node(layer, definition, read, sources, reader.KnownOutput);
        _previous = layer;
    }

    /// <summary>The layers that a layer reads, or null where one of them does not exist.</summary>
    private int[]? Sources(int layer, LayerDefinition definition)
    {
        if (definition.IsInput)
        {
            return [];
        }

        List<int?> sources = SourceRules.Resolve(_spec.Layers[layer], layer, definition, _previous, _names, _problems);
        if (sources.Contains(null))
        {
            _isComplete = false;
        }

        foreach (int? source in sources)
        {
            if (source is { } known)
            {
                _isRead[known] = true;
            }
        }

        return sources.Contains(null) ? null : sources.Select(source => source!.Value).ToArray();
    }

    private EquatableArray<LayerInput>? Inputs(int[]? sources)
    {
        if (sources is null || sources.Any(source => _values[source].Shape is null))
        {
            return null;
        }

        return sources.Select(source => new LayerInput(
            _names[source],
            _values[source].Shape!.Value,
            _values[source].Node < 0 ? null : _nodes[_values[source].Node].Operator)).ToEquatableArray();
    }

    private Value Node(int layer, LayerDefinition definition, Operator read, int[] sources, TensorShape? knownOutput)
    {
        EquatableArray<TensorShape> shapes = sources.Select(source => _values[source].Shape!.Value).ToEquatableArray();
        int[] inputs = sources.Select(source => _values[source].Node).ToArray();
        if (definition.TakesVector && !shapes[0].IsVector)
        {
            inputs[0] = inputs[0] < 0 ? -1 : _nodes.Add(_names.Implied(Flatten.Definition.Prefix), new Flatten(), [inputs[0]]);
            shapes = [TensorShape.Vector(shapes[0].Length)];
        }

        TensorShape shape = knownOutput ?? read.OutputShape(shapes);
        EquatableArray<ParameterSpec> parameters = read.Parameters(_names[layer], shapes);
        if (!_nodes.HasRoomFor(shape, parameters, out string? excess, out string? limit))
        {
            _problems.Add(new Problem(DiagnosticIds.TooLarge, layer, null, [_names[layer], excess!, limit!]));
            _isComplete = false;
            return Value.Unknown;
        }

        // A layer on top of a wrong one is checked, but it cannot become a node.
        return new Value(inputs.Contains(-1) ? -1 : _nodes.Add(new Node(_names[layer], read, inputs.ToEquatableArray(), shape, parameters)), shape);
    }

    private NetworkOutline Outline(NetworkGraph? graph)
    {
        TensorShape? input = _values.Length > 0 && _spec.Layers[0].Kind == InputOperator.Definition.Kind ? _values[0].Shape : null;
        TensorShape? output = graph is not null ? graph.Nodes[graph.Output].Shape : _previous < 0 ? null : _values[_previous].Shape;
        return new NetworkOutline(input, output, _loss < 0 ? null : LayerDefinitions.Find(_spec.Layers[_loss].Kind)!.Loss);
    }

    /// <summary>What is known of a layer's output.</summary>
    /// <param name="Node">The node that computes it, or −1.</param>
    /// <param name="Shape">Its shape, or null.</param>
    private readonly record struct Value(int Node, TensorShape? Shape)
    {
        public static Value Unknown => new(-1, null);
    }
}
