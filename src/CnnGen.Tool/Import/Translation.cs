using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import;

/// <summary>
/// Writes the nodes of a model as layers, one after the other. What depends on no input is computed on the way; where values stand in images is known of each
/// (<see cref="Value"/>), so that axes can be moved, split and joined without a layer as long as no layer minds.
/// </summary>
internal sealed class Translation(OnnxModel model, ImportOptions options)
{
    private const string Roles = "NHWC";

    private readonly Dictionary<string, Value> _values = [];
    private readonly Dictionary<string, OnnxTensor> _constants = new(model.Constants);
    private readonly Dictionary<Layer, Layout> _inputLayouts = [];
    private readonly Dictionary<Layer, IReadOnlyList<Factor>> _inputFactors = [];

    public OnnxModel Model => model;

    public ImportOptions Options => options;

    /// <summary>The layers in the order in which they were added, inputs first.</summary>
    public List<Layer> Layers { get; } = [];

    /// <summary>The node that is being translated.</summary>
    public OnnxNode? Node { get; set; }

    /// <summary>The loss that the model ends in, if it does.</summary>
    public ImportedLoss? Loss { get; set; }

    /// <summary>Inputs of whole numbers: what a loss compares with.</summary>
    public HashSet<string> Labels { get; } = [];

    public bool IsConstant(string name) => _constants.ContainsKey(name);

    /// <summary>An array that is known before any image.</summary>
    public OnnxTensor Constant(string name) => _constants.TryGetValue(name, out OnnxTensor? tensor)
        ? tensor
        : throw new NotExpressibleException(
            _values.ContainsKey(name) ? "it computes from the image what must be known when the network is compiled" : "it reads what could not be imported");

    public OnnxTensor? ConstantOrNull(OnnxNode node, int input) => node.HasInput(input) ? Constant(node.Inputs[input]) : null;

    /// <summary>A vector of sizes that are known.</summary>
    public int[] Integers(string name) => Constant(name) is { IsReal: false } tensor
        ? Array.ConvertAll(tensor.Integers, value => (int)Math.Clamp(value, int.MinValue, int.MaxValue))
        : throw new NotExpressibleException("real numbers where whole ones are expected");

    public bool IsKnown(string name) => _values.ContainsKey(name) || _constants.ContainsKey(name) || Labels.Contains(name);

    public bool IsValue(string name) => _values.ContainsKey(name);

    /// <summary>The shape of a value or constant.</summary>
    public int[] ShapeOf(string name) => _values.TryGetValue(name, out Value? value) ? value.Shape : Constant(name).Shape;

    public void Define(string name, OnnxTensor tensor)
    {
        if (name.Length > 0)
        {
            _constants[name] = tensor;
        }
    }

    public void Define(string name, Value value)
    {
        if (name.Length > 0)
        {
            _values[name] = value;
        }
    }

    /// <summary>The output of a layer as an array, each axis of which is in one place.</summary>
    /// <param name="name">The value's name in the model.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="shape">The array's sizes.</param>
    /// <param name="roles">For each axis N, H, W or C.</param>
    public void Define(string name, Layer layer, IReadOnlyList<int> shape, string roles) => Define(name, Make(layer, shape, roles));

    /// <summary>As <see cref="Define(string, Layer, IReadOnlyList{int}, string)"/>, without a name.</summary>
    public static Value Make(Layer layer, IReadOnlyList<int> shape, string roles)
    {
        IReadOnlyList<IReadOnlyList<Factor>> axes = [.. shape.Select(Factor.Of)];
        return new Value(layer, axes, LayoutOf(axes, roles));
    }

    /// <summary>An input that no layer has read.</summary>
    public void DefineInput(string name, IReadOnlyList<int> shape)
    {
        Layer layer = new("Input", [], default) { Name = name };
        Layers.Add(layer);
        Value value = new(layer, [.. shape.Select(Factor.Of)], null);
        _inputFactors[layer] = [.. value.InOrder];
        Define(name, value);
    }

    /// <summary>An input that no layer has read, with other axes: it is a run of numbers, as long as its axes have not been moved.</summary>
    public Value Recut(Value input, int[] shape)
    {
        if (!input.InOrder.SequenceEqual(_inputFactors[input.Layer].SelectMany(factor => factor.Leaves)))
        {
            throw new NotExpressibleException("an input whose axes are moved and then cut elsewhere");
        }

        Value value = input with { Axes = [.. shape.Select(Factor.Of)] };
        _inputFactors[input.Layer] = [.. value.InOrder];
        return value;
    }

    /// <summary>An input as a run of numbers, with where each of them stands.</summary>
    public Value PlacedInput(Layer input) => new(input, [.. _inputFactors[input].Select(factor => new[] { factor })], _inputLayouts[input]);

    /// <summary>Where the factors of an input stand, or null if no layer reads it.</summary>
    public Layout? InputLayout(Layer input) => _inputLayouts.GetValueOrDefault(input);

    /// <summary>A value as it is; without a layout if it is an input that no layer has read.</summary>
    public Value Raw(string name)
    {
        Value value = _values.TryGetValue(name, out Value? known) ? known
            : throw new NotExpressibleException(_constants.ContainsKey(name) ? "it computes with no image" : "it reads what could not be imported");
        if (value.Layout is not null || !_inputLayouts.TryGetValue(value.Layer, out Layout? placed))
        {
            return value;
        }

        return value.InOrder.ToHashSet().SetEquals(placed.InMemory)
            ? value with { Layout = placed }
            : throw new NotExpressibleException("the input is read in two shapes");
    }

    /// <summary>A value wherever it stands; an input is placed as images are by default.</summary>
    public Value Any(string name)
    {
        Value value = Raw(name);
        return value.Layout is null ? PlaceInput(value, DefaultRoles(value.Rank)) : value;
    }

    /// <summary>A value whose axes must stand in these places; layers that bring it there are added where there are such.</summary>
    public Value Read(string name, string roles) => Bring(Raw(name), roles);

    /// <summary>As <see cref="Read"/>, for a value at hand.</summary>
    public Value Bring(Value value, string roles) => value.Layout is null ? PlaceInput(value, roles) : Relayout.Bring(this, value, roles);

    /// <summary>Whether a value stands in these places already.</summary>
    public static bool Stands(Value value, string roles) =>
        Enum.GetValues<Place>().All(place => FactorsOf(value.Axes, roles, place).SequenceEqual(value.Layout![place]));

    /// <summary>Appends a layer.</summary>
    public Layer Add(string kind, Layer input, LayerShape shape, params IEnumerable<Argument> positional) =>
        Add(new Layer(kind, [input], shape) { Positional = [.. positional] });

    /// <summary>Appends a layer that joins values.</summary>
    public Layer Join(string kind, IEnumerable<Layer> operands, LayerShape shape) => Add(new Layer(kind, [.. operands], shape) { TakesOperands = true });

    public Layer Add(Layer layer)
    {
        Layers.Add(layer);
        return layer;
    }

    /// <summary>A layer that changes each value by itself.</summary>
    public void Unary(OnnxNode node, string kind, params IEnumerable<Argument> positional) =>
        Unary(node, new Layer(kind, [], default) { Positional = [.. positional] });

    /// <summary>A layer that changes each value by itself, with properties.</summary>
    public void Unary(OnnxNode node, Layer prototype)
    {
        Value x = Any(node.Inputs[0]);
        Define(
            node.Outputs[0],
            x with { Layer = Add(new Layer(prototype.Kind, [x.Layer], x.Layout!.Shape) { Positional = prototype.Positional, Named = prototype.Named }) });
    }

    /// <summary>x · scale + shift, channel by channel. What becomes of it is decided when all layers are there: <see cref="FoldAffine"/>.</summary>
    public Value Affine(Value x, float[]? scale, float[]? shift, string? name = null)
    {
        Layer layer = Add(FoldAffine.Kind, x.Layer, x.Layout!.Shape);
        layer.Name = name;
        int channels = layer.Shape.Channels;
        if (scale is not null)
        {
            layer.Tensors["scale"] = new OnnxTensor([channels], scale);
        }

        if (shift is not null)
        {
            layer.Tensors["shift"] = new OnnxTensor([channels], shift);
        }

        return x with { Layer = layer };
    }

    /// <summary>A 1×1 convolution with a matrix [out, in] that nobody trains: channels are moved, dropped or added up.</summary>
    public Layer Mix(Layer from, int outputs, Func<int, int, float> weight)
    {
        int inputs = from.Shape.Channels;
        float[] weights = new float[Sizes.Computed([outputs, inputs])];
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = weight(i / inputs, i % inputs);
        }

        Layer layer = Add("Conv", from, from.Shape with { Channels = outputs }, outputs, 1).With("Bias", false);
        layer.Tensors["weight"] = new OnnxTensor([outputs, inputs, 1, 1], weights);
        return layer;
    }

    /// <summary>Images, channels, rows, columns; what is missing is 1, and more axes than four count as columns.</summary>
    public static string DefaultRoles(int rank) => rank switch
    {
        0 => "",
        1 => "C",
        2 => "NC",
        3 => "NCW",
        _ => "NCH" + new string('W', rank - 3),
    };

    /// <summary>Some axes are channels, every place along the others is an image.</summary>
    public static string ChannelsAmongImages(int rank, params IReadOnlyCollection<int> channels) =>
        string.Concat(Enumerable.Range(0, rank).Select(axis => channels.Contains(axis) ? 'C' : 'N'));

    /// <summary>The places that the axes of a value stand in, or null where an axis has factors in several.</summary>
    public static string? RolesOf(Value value)
    {
        char[] roles = new char[value.Rank];
        for (int axis = 0; axis < roles.Length; axis++)
        {
            Place[] places = [.. value.Axis(axis).Select(value.Layout!.PlaceOf).Distinct()];
            if (places.Length > 1)
            {
                return null;
            }

            roles[axis] = places.Length == 0 ? '1' : Letter(places[0]);
        }

        return new string(roles);
    }

    public static char Letter(Place place) => place switch
    {
        Place.Image => 'N',
        Place.Row => 'H',
        Place.Column => 'W',
        _ => 'C',
    };

    /// <summary>The factors of the axes with this role.</summary>
    public static IEnumerable<Factor> FactorsOf(IReadOnlyList<IReadOnlyList<Factor>> axes, string roles, Place place) =>
        axes.Where((_, axis) => roles[axis] == Letter(place)).SelectMany(axis => axis).SelectMany(factor => factor.Leaves);

    private static Layout LayoutOf(IReadOnlyList<IReadOnlyList<Factor>> axes, string roles) =>
        new(Enum.GetValues<Place>().ToDictionary(place => place, place => (IReadOnlyList<Factor>)[.. FactorsOf(axes, roles, place)]));

    private Value PlaceInput(Value value, string roles)
    {
        if (roles.Length != value.Rank || roles.Any(role => !Roles.Contains(role, StringComparison.Ordinal)))
        {
            throw new NotExpressibleException($"an input of {value.Rank} axes");
        }

        Layout layout = LayoutOf(value.Axes, roles);
        if (layout.Images > 1 && !options.AllowsSeveralImages)
        {
            throw new NotExpressibleException("it treats an axis of the input as a number of images");
        }

        _inputLayouts[value.Layer] = layout;
        value.Layer.Shape = layout.Shape;
        return value with { Layout = layout };
    }
}
