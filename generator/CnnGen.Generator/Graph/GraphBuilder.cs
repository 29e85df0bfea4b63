using CnnGen.Generator.Blocks;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators;
using CnnGen.Generator.Operators.Losses;
using CnnGen.Generator.Operators.Reading;
using CnnGen.Generator.Operators.Shapes;

namespace CnnGen.Generator.Graph;

/// <summary>
/// From what was written to a typed graph: names resolved, shapes inferred, what is implied made explicit.
/// Every wrong layer is reported; one whose input is unknown is only checked by itself.
/// </summary>
internal sealed class GraphBuilder
{
    private readonly string _network;
    private readonly IReadOnlyList<ExpandedItem> _items;
    private readonly List<Problem> _problems = [];
    private readonly NodeList _nodes = new();
    private readonly LayerNames _names;
    private readonly Value[] _values;
    private readonly bool[] _isRead;

    /// <summary>The layer whose output the next one reads, or −1 where there is none.</summary>
    private int _previous = -1;

    private int _loss = -1;
    private bool _isComplete;

    private GraphBuilder(string network, IReadOnlyList<ExpandedItem> items, List<ExpansionProblem> expansionProblems)
    {
        _network = network;
        _items = items;
        _names = new LayerNames(items, _problems);
        _values = new Value[items.Count];
        _isRead = new bool[items.Count];
        foreach (ExpansionProblem problem in expansionProblems)
        {
            EquatableArray<string> message = problem.IsAboutLayer ? [_names.Subject(problem.Item), .. problem.Message] : problem.Message;
            _problems.Add(new Problem(problem.Id, problem.Item, problem.Argument, message));
        }

        _isComplete = _problems.Count == 0;
    }

    public static GraphResult Build(NetworkSpec spec, CancellationToken cancellation = default)
    {
        List<ExpansionProblem> problems = [];
        IReadOnlyList<ExpandedItem> items = BlockExpansion.Run(spec, problems, cancellation);
        return new GraphBuilder(spec.Name, items, problems).Network(spec, cancellation);
    }

    /// <summary>What is wrong with a block whatever it is given and wherever it is used.</summary>
    public static EquatableArray<Problem> Check(BlockDeclaration block, CancellationToken cancellation = default)
    {
        List<ExpansionProblem> problems = [];
        IReadOnlyList<ExpandedItem> items = BlockExpansion.Run(block, problems, cancellation);
        GraphBuilder builder = new(block.Block.Name, items, problems);
        StructureRules.CheckKinds(items, builder._problems);
        builder.AddLayers(cancellation);
        return BlockProblems.Locate(builder._problems, items);
    }

    private GraphResult Network(NetworkSpec spec, CancellationToken cancellation)
    {
        _isComplete &= StructureRules.Check(_network, _items, _problems);
        AddLayers(cancellation);
        NetworkGraph? graph = null;
        if (_isComplete)
        {
            OutputRules.ReportUnused(_network, _items, _names, _isRead, _previous, _loss, _problems);
            _names.ReportUnusedLabels();
            graph = OutputRules.Finish(_nodes, _names, _values[_previous].Node, _loss, LossOperator, _network, _problems);
            RedundantBiasRule.Report(graph, node => Array.FindIndex(_values, value => value.Node == node), _problems);
        }

        return new GraphResult(spec, graph, BlockProblems.Locate(_problems, _items), Outline(graph));
    }

    private Loss? LossOperator => _loss < 0 ? null : (Loss?)LayerDefinitions.Find(_items[_loss].Spec.Kind)!.Loss;

    private void AddLayers(CancellationToken cancellation)
    {
        Stack<int> open = new();
        for (int i = 0; i < _items.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (_items[i].Opens is { } instance)
            {
                Enter(i, instance);
                open.Push(i);
            }
            else
            {
                AddLayer(i);
            }

            while (open.Count > 0 && _items[open.Peek()].End == i + 1)
            {
                _names.SetOutput(open.Pop(), _previous);
            }
        }
    }

    /// <summary>What the first layer of a body reads is what the use reads.</summary>
    private void Enter(int use, BlockInstance instance)
    {
        _values[use] = Value.Unknown;
        _isComplete &= _items[use].IsUsable;
        if (_items[use].Spec.From is { } from)
        {
            int? source = _names.Resolve(from, use, "From");
            _isComplete &= source is not null;
            _previous = source ?? -1;
        }

        _names.SetInput(instance, _previous);
    }

    private void AddLayer(int layer)
    {
        LayerSpec spec = _items[layer].Spec;
        _values[layer] = Value.Unknown;
        bool isAfterLoss = _loss >= 0;
        LayerDefinition? definition = LayerDefinitions.Find(spec.Kind);
        if (!spec.IsReadable || definition is null)
        {
            _isComplete = false;
            _previous = isAfterLoss ? _previous : layer;
            return;
        }

        int[]? sources = Sources(layer, definition);
        if (!_items[layer].IsUsable)
        {
            _isComplete = false;
            _previous = isAfterLoss ? _previous : layer;
            return;
        }

        LayerReader reader = new(spec, layer, _names.Subject(layer), isAfterLoss ? null : Inputs(sources), _problems);
        Operator? read = definition.Read(reader);
        _isComplete &= read is not null && !reader.IsWrong && !isAfterLoss;
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

        List<int?> sources = SourceRules.Resolve(_items[layer].Spec, layer, definition, _previous, _names, _problems);
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
            inputs[0] = inputs[0] < 0 ? -1 : _nodes.Add(_names.Implied(Flatten.Definition.Prefix, layer), new Flatten(), [inputs[0]]);
            shapes = [TensorShape.Vector(shapes[0].Length)];
        }

        TensorShape shape = knownOutput ?? read.OutputShape(shapes);
        EquatableArray<ParameterSpec> parameters = read.Parameters(_names[layer], shapes);
        if (!_nodes.HasRoomFor(shape, parameters, out string? excess, out string? limit))
        {
            _problems.Add(new Problem(DiagnosticIds.TooLarge, layer, null, [_names.Subject(layer), excess!, limit!]));
            _isComplete = false;
            return Value.Unknown;
        }

        // A layer on top of a wrong one is checked, but it cannot become a node.
        return new Value(inputs.Contains(-1) ? -1 : _nodes.Add(new Node(_names[layer], read, inputs.ToEquatableArray(), shape, parameters)), shape);
    }

    private NetworkOutline Outline(NetworkGraph? graph)
    {
        TensorShape? input = _values.Length > 0 && _items[0].Spec.Kind == InputLayer.Definition.Kind ? _values[0].Shape : null;
        TensorShape? output = graph is not null ? graph.Nodes[graph.Output].Shape : _previous < 0 ? null : _values[_previous].Shape;
        return new NetworkOutline(input, output, LossOperator);
    }

    /// <summary>What is known of a layer's output.</summary>
    /// <param name="Node">The node that computes it, or −1.</param>
    /// <param name="Shape">Its shape, or null.</param>
    private readonly record struct Value(int Node, TensorShape? Shape)
    {
        public static Value Unknown => new(-1, null);
    }
}
