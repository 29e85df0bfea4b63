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
    private readonly WeightOwners _owners;
    private readonly Value[] _values;
    private readonly bool[] _isRead;

    /// <summary>The layer whose output the next one reads, or −1 where there is none.</summary>
    private int _previous = -1;

    private readonly List<DeclaredLoss> _losses = [];
    private List<DeclaredOutput>? _outputs;
    private bool _isAfterLoss;
    private bool _isComplete;

    private GraphBuilder(string network, IReadOnlyList<ExpandedItem> items, List<ExpansionProblem> expansionProblems)
    {
        _network = network;
        _items = items;
        _names = new LayerNames(items, _problems);
        _owners = new WeightOwners(items, _names, _problems);
        _values = new Value[items.Count];
        _isRead = new bool[items.Count];
        foreach (ExpansionProblem problem in expansionProblems)
        {
            EquatableArray<string> message = problem.IsAboutLayer ? [_names.Subject(problem.Item), .. problem.Message] : problem.Message;
            _problems.Add(new Problem(problem.Id, problem.Item, problem.Argument, message));
        }

        _isComplete = _problems.Count == 0;
    }

    /// <summary>The graph of a network, or what is wrong with it.</summary>
    /// <param name="spec">What was written.</param>
    /// <param name="cancellation">Asked at every layer.</param>
    /// <param name="weightFiles">What the project says is to be loaded into it, which is checked.</param>
    public static GraphResult Build(NetworkSpec spec, CancellationToken cancellation = default, IReadOnlyList<WeightFileSpec>? weightFiles = null) =>
        BuildOn(spec, weightFiles ?? [], cancellation).Result;

    /// <summary>The names that a layer of a network may use.</summary>
    /// <param name="spec">What was written.</param>
    /// <param name="position">The layer's place among the attributes.</param>
    /// <param name="cancellation">Asked at every layer.</param>
    public static LayerNameTable Names(NetworkSpec spec, int position, CancellationToken cancellation) =>
        BuildOn(spec, [], cancellation).Builder.NamesFor(position);

    /// <summary>The names that a layer in the body of a block may use.</summary>
    /// <param name="block">The block.</param>
    /// <param name="position">The layer's place among the attributes.</param>
    /// <param name="cancellation">Asked at every layer.</param>
    public static LayerNameTable Names(BlockDeclaration block, int position, CancellationToken cancellation)
    {
        List<ExpansionProblem> problems = [];
        GraphBuilder builder = new(block.Block.Name, BlockExpansion.Run(block, problems, cancellation), problems);
        builder.AddLayers(cancellation);
        return builder.NamesFor(position);
    }

    private LayerNameTable NamesFor(int position) => LayerNameTable.Of(position, _items, _names, layer => _values[layer].Shape, _problems);

    private static (GraphBuilder Builder, GraphResult Result) BuildOn(
        NetworkSpec spec, IReadOnlyList<WeightFileSpec> weightFiles, CancellationToken cancellation)
    {
        // A block may ask for the shape of its input, which is known when what stands before it has been built: then the network is expanded again.
        Dictionary<string, TensorShape> inputs = new(StringComparer.Ordinal);
        while (true)
        {
            List<ExpansionProblem> problems = [];
            IReadOnlyList<ExpandedItem> items = BlockExpansion.Run(spec, inputs, problems, cancellation);
            GraphBuilder builder = new(spec.Name, items, problems);
            GraphResult result = builder.Network(spec, weightFiles, cancellation);
            if (!BlocksReadInputs(spec) || !builder.FindInputs(inputs))
            {
                return (builder, result);
            }
        }
    }

    /// <summary>Whether any block has an expression that names its input.</summary>
    private static bool BlocksReadInputs(NetworkSpec spec) => spec.Blocks.Any(block => block.Layers.Any(layer =>
        Reads(layer.When)
            || Reads((layer.Repeat as ExpressionArgument)?.Expression)
            || layer.Arguments.Any(argument => Reads((argument.Value as ExpressionArgument)?.Expression))));

    private static bool Reads(string? expression) => expression is not null && expression.Contains(BlockNames.InputSizes);

    /// <summary>Takes the shapes of blocks' inputs that were not known before; whether there are any.</summary>
    private bool FindInputs(Dictionary<string, TensorShape> inputs)
    {
        int before = inputs.Count;
        foreach (ExpandedItem item in _items)
        {
            if (item.Opens is { } instance && _names.InputOf(instance) is >= 0 and var source && _values[source].Shape is { } shape)
            {
                inputs[instance.Path] = shape;
            }
        }

        return inputs.Count > before;
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

    private GraphResult Network(NetworkSpec spec, IReadOnlyList<WeightFileSpec> weightFiles, CancellationToken cancellation)
    {
        _isComplete &= StructureRules.Check(_network, _items, _problems);
        AddLayers(cancellation);
        NetworkGraph? graph = null;
        if (_isComplete)
        {
            List<DeclaredOutput> outputs = Outputs();
            OutputRules.ReportUnused(_network, _items, _names, _isRead, outputs, _problems);
            _names.ReportUnusedLabels();
            graph = OutputRules.Finish(_nodes, _names, outputs, _losses, layer => _values[layer].Node, _network, _problems);
            int LayerOf(int node) => Array.FindIndex(_values, value => value.Node == node);
            RedundantBiasRule.Report(graph, LayerOf, _problems);
            CheckpointRule.Report(_network, graph, _items, _names, _problems);
            foreach (WeightFileSpec file in weightFiles)
            {
                WeightFileRule.Report(graph, file, LayerOf, _problems);
            }
        }

        return new GraphResult(spec, graph, BlockProblems.Locate(_problems, _items), Outline(graph));
    }

    /// <summary>What the network gives: what it names as its outputs, or what the first loss reads, or the last layer.</summary>
    private List<DeclaredOutput> Outputs() =>
        _outputs ?? [new DeclaredOutput(NetworkOutput.OnlyName, _losses.Count > 0 ? _losses[0].Source : _previous)];

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
                _nodes.Checkpoint = CheckpointRule.BlockOf(_items[i], _items);
                AddLayer(i);
            }

            while (open.Count > 0 && _items[open.Peek()].End == i + 1)
            {
                _names.SetOutput(open.Pop(), _previous);
            }
        }

        _nodes.Checkpoint = 0;
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
        LayerDefinition? definition = LayerDefinitions.Find(spec.Kind);
        bool isAfterLoss = _isAfterLoss && definition?.Loss is null;
        if (!spec.IsReadable || definition is null)
        {
            _isComplete = false;
            _previous = isAfterLoss ? _previous : layer;
            return;
        }

        if (definition.IsOutput)
        {
            AddOutputs(layer);
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
            _isAfterLoss = true;
            if (read is Loss loss && sources is { Length: 1 })
            {
                _losses.Add(new DeclaredLoss(layer, loss, sources[0]));
            }

            return;
        }

        _values[layer] = read is null || sources is null ? new Value(-1, reader.KnownOutput) : Node(layer, definition, read, sources, reader.KnownOutput);
        _previous = layer;
    }

    /// <summary>Takes the names of what the network gives.</summary>
    private void AddOutputs(int layer)
    {
        if (_outputs is not null)
        {
            _problems.Add(new Problem(DiagnosticIds.OutputTwice, layer, null, [_network]));
            _isComplete = false;
            return;
        }

        _outputs = [];
        EquatableArray<string> names = OutputRules.Names(_items[layer].Spec);
        for (int i = 0; i < names.Count; i++)
        {
            int? source = _names.Resolve(names[i], layer, "operands", i);
            if (source is { } known)
            {
                _isRead[known] = true;
                if (_outputs.Find(other => other.Name == names[i] || other.Layer == known) is { } same)
                {
                    _problems.Add(
                        new Problem(
                            DiagnosticIds.DuplicateOutput,
                            layer,
                            "operands",
                            [_network, DisplayName.Of(names[i]), DisplayName.Of(same.Name)])
                        { Element = i });
                    _isComplete = false;
                }

                _outputs.Add(new DeclaredOutput(names[i], known));
            }

            _isComplete &= source is not null;
        }

        if (names.Count == 0)
        {
            _problems.Add(new Problem(DiagnosticIds.TooFewOperands, layer, null, [_items[layer].Spec.Kind, _items[layer].Spec.Kind]));
            _isComplete = false;
        }
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
        if (_owners.Tensors(layer, read, shapes) is not { } parameters)
        {
            _isComplete = false;
            return new Value(-1, shape);
        }

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
        if (graph is not null)
        {
            return new NetworkOutline(graph.Nodes[0].Shape, graph.Nodes[graph.Output].Shape, NetworkPorts.Of(graph));
        }

        int[] inputs = [.. Enumerable.Range(0, _values.Length).Where(i => _items[i].Owner.Parent is null && _items[i].Spec.Kind == InputLayer.Definition.Kind)];
        TensorShape? input = inputs.Length > 0 ? _values[inputs[0]].Shape : null;
        int main = _losses.Count > 0 ? _losses[0].Source : _previous;
        return new NetworkOutline(input, main < 0 ? null : _values[main].Shape, new NetworkPorts(
            inputs.Select(i => new NetworkPort(_names[i], _values[i].Shape)).ToEquatableArray(),
            Outputs().Select(output => new NetworkPort(output.Name, output.Layer < 0 ? null : _values[output.Layer].Shape)).ToEquatableArray(),
            DeclaredLosses().ToEquatableArray()));
    }

    /// <summary>The losses that the network declares, wrong ones with what their attributes say by default.</summary>
    private IEnumerable<Loss> DeclaredLosses() => _items
        .Where(item => item.Owner.Parent is null)
        .Select(item => LayerDefinitions.Find(item.Spec.Kind)?.Loss)
        .OfType<Loss>();

    /// <summary>What is known of a layer's output.</summary>
    /// <param name="Node">The node that computes it, or −1.</param>
    /// <param name="Shape">Its shape, or null.</param>
    private readonly record struct Value(int Node, TensorShape? Shape)
    {
        public static Value Unknown => new(-1, null);
    }
}
