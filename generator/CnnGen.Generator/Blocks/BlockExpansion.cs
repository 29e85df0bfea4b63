using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Blocks;

/// <summary>
/// Writes the blocks of a network out: every use is followed by the layers of its body, with the values of their expressions. What is wrong
/// with a body is reported on the layer in it; <see cref="BlockProblems"/> finds the place and drops what other uses have reported.
/// </summary>
internal sealed class BlockExpansion
{
    /// <summary>Fifty times the deepest of the classic networks. Blocks of blocks grow fast, and each layer is text.</summary>
    private const int MostItems = 10_000;

    private readonly Dictionary<string, BlockSpec> _blocks = new(StringComparer.Ordinal);
    private readonly List<ExpandedItem> _items = [];
    private readonly List<ExpansionProblem> _problems;
    private readonly CancellationToken _cancellation;
    private readonly IReadOnlyDictionary<string, TensorShape> _inputs;
    private bool _isFull;

    private BlockExpansion(
        EquatableArray<BlockSpec> blocks, IReadOnlyDictionary<string, TensorShape> inputs, List<ExpansionProblem> problems, CancellationToken cancellation)
    {
        _inputs = inputs;
        _problems = problems;
        _cancellation = cancellation;
        foreach (BlockSpec block in blocks)
        {
            _blocks[block.Key] = block;
        }
    }

    /// <summary>The items of a network in their order.</summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">The shapes of inputs of blocks, by their <see cref="BlockInstance.Path"/>, as far as they are known.</param>
    /// <param name="problems">Takes what is wrong.</param>
    /// <param name="cancellation">Asked at every layer.</param>
    public static IReadOnlyList<ExpandedItem> Run(
        NetworkSpec network, IReadOnlyDictionary<string, TensorShape> inputs, List<ExpansionProblem> problems, CancellationToken cancellation)
    {
        BlockInstance outermost = new(null, -1, "", new Dictionary<string, ArgumentValue>())
        {
            Name = network.Name,
            Owner = $"network '{network.Name}', which has none",
        };
        return new BlockExpansion(network.Blocks, inputs, problems, cancellation).Run(network.Layers, outermost);
    }

    /// <summary>The items of a block's body, whose parameters have no values.</summary>
    public static IReadOnlyList<ExpandedItem> Run(BlockDeclaration declaration, List<ExpansionProblem> problems, CancellationToken cancellation)
    {
        Dictionary<string, ArgumentValue> parameters = new(StringComparer.Ordinal);
        foreach (BlockParameter parameter in declaration.Parameters)
        {
            parameters[parameter.Name] = parameter.IsText ? new NamesArgument([]) : UnknownArgument.Instance;
        }

        BlockNames.AddInput(parameters, null);
        BlockSpec block = declaration.Block;
        BlockInstance outermost = new(null, -1, block.Key, parameters) { Name = block.Name, Owner = $"block '{block.Name}'" };
        return new BlockExpansion(declaration.Blocks, new Dictionary<string, TensorShape>(), problems, cancellation).Run(block.Layers, outermost);
    }

    private IReadOnlyList<ExpandedItem> Run(EquatableArray<LayerSpec> body, BlockInstance outermost)
    {
        Add(body, outermost, origin: null);
        return _items;
    }

    private void Add(EquatableArray<LayerSpec> body, BlockInstance owner, int? origin)
    {
        for (int position = 0; position < body.Count && !_isFull; position++)
        {
            _cancellation.ThrowIfCancellationRequested();
            Repeat(body[position], owner, position, origin ?? position);
        }
    }

    /// <summary>A layer as often as it says; in a block that is checked by itself, once where nobody knows how often.</summary>
    private void Repeat(LayerSpec written, BlockInstance owner, int position, int origin)
    {
        if (written.Repeat is null)
        {
            AddIf(written, owner, null, position, origin);
            return;
        }

        ArgumentValue times = written.Repeat is ExpressionArgument { Expression: var text }
            ? ArgumentEvaluation.Value(text, "Repeat", owner, null, _items.Count, _problems)
            : written.Repeat;
        if (times is not (IntegerArgument or UnknownArgument))
        {
            _problems.Add(new ExpansionProblem(DiagnosticIds.WrongArgumentType, _items.Count, "Repeat", ["Repeat", times.Text, "a whole number"]));
        }
        else if (times is IntegerArgument { Value: < 0 })
        {
            _problems.Add(new ExpansionProblem(DiagnosticIds.NotPositive, _items.Count, "Repeat", ["number of repetitions", times.Text]));
        }

        // A wrong number stands for one, so that there is a layer to report it on.
        int count = times is IntegerArgument { Value: >= 0 and var known } ? known : 1;
        for (int i = 0; i < count && !_isFull; i++)
        {
            if (_items.Count >= MostItems)
            {
                ReportFull(_items.Count - 1);
            }
            else
            {
                AddIf(written, owner, i, position, origin);
            }
        }
    }

    /// <summary>A layer where its condition holds; where nobody knows, it is there but what it computes is not known.</summary>
    private void AddIf(LayerSpec written, BlockInstance owner, int? number, int position, int origin)
    {
        ArgumentValue condition = written.When is { } text
            ? ArgumentEvaluation.Value(text, "When", owner, number, _items.Count, _problems)
            : new IntegerArgument(1);
        if (condition is not (BooleanArgument or IntegerArgument or UnknownArgument))
        {
            _problems.Add(new ExpansionProblem(DiagnosticIds.WrongArgumentType, _items.Count, "When", ["When", condition.Text, "true or false"]));
            condition = UnknownArgument.Instance;
        }

        if (condition is not (BooleanArgument { Value: false } or IntegerArgument { Value: 0 }))
        {
            Add(written, owner, number, position, origin, isCertain: condition is not UnknownArgument);
        }
    }

    private void ReportFull(int index)
    {
        _isFull = true;
        string most = $"{Numerals.Grouped(MostItems)} layers";
        _problems.Add(new ExpansionProblem(DiagnosticIds.TooLarge, index, null, [$"more than {most}", $"{most} a network"]));
    }

    private void Add(LayerSpec written, BlockInstance owner, int? number, int position, int origin, bool isCertain)
    {
        int index = _items.Count;
        Dictionary<string, string> origins = new(StringComparer.Ordinal);
        LayerSpec spec = ArgumentEvaluation.Run(written, owner, number, index, origins, _problems);
        bool mayStandHere = !owner.IsBlock || MayStandInBlock(spec, owner, index);
        ExpandedItem item = new(spec, owner, position, origin)
        {
            ArgumentOrigins = origins,
            IsUsable = mayStandHere && isCertain && spec.IsReadable && spec.Arguments.All(argument => argument.Value is not UnknownArgument),
        };
        _items.Add(item);
        if (spec.IsReadable && _blocks.TryGetValue(spec.Kind, out BlockSpec? block))
        {
            Open(item, number, index, block);
        }

        item.End = _items.Count;
    }

    private void Open(ExpandedItem item, int? number, int index, BlockSpec block)
    {
        string description = $"{block.Name}({string.Join(", ", item.Spec.Arguments.Select(argument => argument.Value.Text))})";
        Dictionary<string, ArgumentValue> parameters = new(StringComparer.Ordinal);
        foreach (ArgumentSpec argument in item.Spec.Arguments)
        {
            parameters[argument.Name] = argument.Value;
        }

        string path = FormattableString.Invariant($"{item.Owner.Path}/{item.Position}.{number ?? 0}");
        BlockNames.AddInput(parameters, _inputs.TryGetValue(path, out TensorShape shape) ? shape : null);
        BlockInstance instance = new(item.Owner, index, block.Key, parameters)
        {
            Path = path,
            Name = block.Name,
            Owner = $"block '{block.Name}'",
            Description = item.Owner.Description is { } outer ? $"{description} in {outer}" : description,
        };
        foreach (ArgumentSpec argument in item.Spec.Arguments)
        {
            if (item.Owner.Parent is null)
            {
                instance.Origins[argument.Name] = argument.Name;
            }
            else if (item.ArgumentOrigins.TryGetValue(argument.Name, out string? outermost))
            {
                instance.Origins[argument.Name] = outermost;
            }
        }

        item.Opens = instance;
        List<BlockInstance> circle = instance.Chain.Where(other => other.IsBlock).SkipWhile(other => other.Key != block.Key).ToList();
        if (circle.Count > 1)
        {
            ReportCircle(circle, index);
        }
        else if (block.Layers.Count == 0)
        {
            _problems.Add(new ExpansionProblem(DiagnosticIds.BlockWithoutLayers, index, null, [block.Name], IsAboutLayer: false));
        }
        else if (_items.Count + block.Layers.Count > MostItems)
        {
            ReportFull(index);
        }
        else
        {
            Add(block.Layers, instance, item.Origin);
        }
    }

    /// <summary>A block that is checked by itself is told of the circles it is part of, a network of all.</summary>
    private void ReportCircle(List<BlockInstance> circle, int index)
    {
        if (circle[0].Parent is null || !circle[0].Chain.First().IsBlock)
        {
            string names = string.Join(" → ", circle.Select(block => block.Name));
            _problems.Add(new ExpansionProblem(DiagnosticIds.BlockRecursion, index, null, [circle[0].Name, names], IsAboutLayer: false));
        }
    }

    private bool MayStandInBlock(LayerSpec spec, BlockInstance owner, int index)
    {
        LayerDefinition? definition = LayerDefinitions.Find(spec.Kind);
        string? reason = definition is { IsInput: true } ? "its input is that of the layer before its use, which the body calls \"input\""
            : definition is { Loss: not null } ? "a loss is the last layer of a network"
            : null;
        if (reason is not null)
        {
            _problems.Add(new ExpansionProblem(DiagnosticIds.NotInBlock, index, null, [spec.Kind, owner.Name, reason], IsAboutLayer: false));
        }

        return reason is null;
    }
}
