using System.Globalization;
using CnnGen.Onnx.Tests.Operators;
using CnnGen.Onnx.Tests.Suite;
using CnnGen.Onnx.Tests.Suite.Proto;

namespace CnnGen.Onnx.Tests.Translation;

/// <summary>
/// Writes a case's graph as a network. The first input is the network's image, others are its weights; where an operator joins several inputs, the image has
/// the channels of all, which 1×1 convolutions take apart again.
/// </summary>
internal sealed class Translator
{
    private readonly OnnxCase _case;
    private readonly Dictionary<string, Value> _values = [];
    private readonly Dictionary<string, OnnxTensor> _constants = [];
    private readonly Dictionary<string, float[]> _parameters = [];
    private readonly List<string> _layers = [];
    private readonly string _target;
    private OnnxTensor _input;
    private Value _image;
    private float[]? _joined;
    private int _joinedChannels;
    private string _last = "input";

    private Translator(OnnxCase onnx, int output)
    {
        _case = onnx;
        _target = onnx.Graph.Output[output].Name;
        foreach (TensorProto initializer in onnx.Graph.Initializer)
        {
            _constants.Add(initializer.Name, OnnxTensor.Of(initializer));
        }

        string[] inputs = [.. onnx.Graph.Input.Select(input => input.Name).Where(name => !_constants.ContainsKey(name))];
        if (inputs.Length == 0)
        {
            throw new NotExpressibleException("it has no input");
        }

        for (int i = 1; i < inputs.Length; i++)
        {
            _constants.Add(inputs[i], onnx.Input(i));
        }

        _input = onnx.Input(0);
        if (_input.Values.Length == 0)
        {
            throw new NotExpressibleException(_input.Length == 0 ? "an axis has no elements" : "the input is not of floats");
        }

        _image = new Value("input", _input.Shape, null);
        _values.Add(inputs[0], _image);
    }

    /// <summary>The labels and the reduction of a loss, if that is what the case is about.</summary>
    public LossRequest? Loss { get; set; }

    /// <summary>A network for one output of a case.</summary>
    /// <exception cref="NotExpressibleException">There is none.</exception>
    public static Expression Translate(OnnxCase onnx, int output)
    {
        Translator translator = new(onnx, output);
        foreach (NodeProto node in onnx.Graph.Node)
        {
            OperatorTable.Find(node.OpType)(translator, new OnnxNode(node, onnx.OperatorSet));
        }

        return translator.Finish(onnx.Output(output));
    }

    /// <summary>Whether the graph's output is what this translation is for: an operator with several outputs has a network for each.</summary>
    public bool IsTarget(string name) => name == _target;

    public bool IsConstant(string name) => _constants.ContainsKey(name);

    /// <summary>A tensor that is known: an initialiser, or an input that is fed as weights.</summary>
    public OnnxTensor Constant(string name) => _constants.TryGetValue(name, out OnnxTensor? tensor)
        ? tensor
        : throw new NotExpressibleException("it computes what must be known when the network is compiled");

    public void Define(string name, OnnxTensor tensor) => _constants.Add(name, tensor);

    public void Define(string name, Value value) => _values[name] = value;

    /// <summary>The shape of a value, wherever it is placed.</summary>
    public int[] ShapeOf(string name) => _values.TryGetValue(name, out Value? value) ? value.Shape : Constant(name).Shape;

    /// <summary>A value as it is; unplaced if it is the input and no layer has read it.</summary>
    public Value Raw(string name) => _values.TryGetValue(name, out Value? value) ? value : throw new NotExpressibleException("it reads what is no image");

    /// <summary>A value whose axes must be placed like this; the input is placed by the first layer that reads it.</summary>
    public Value Read(string name, string placement)
    {
        Value value = Raw(name);
        if (value.Placement is null)
        {
            value = value with { Placement = placement };
            _image = value;
            _input = _input.Reshaped(value.Shape);
            _values[name] = value;
        }

        return value.Placement == placement ? value : throw new NotExpressibleException("its axes would have to be moved between layers");
    }

    /// <summary>A value placed as it is already, or as images are by default.</summary>
    public Value Read(string name) => Read(name, Raw(name).Placement ?? Placements.Default(Raw(name).Shape.Length));

    /// <summary>Several inputs of the graph as the channels of one image; gives them back as values.</summary>
    public IReadOnlyList<Value> Join(IReadOnlyList<string> names, string placement, float lastFactor = 1f)
    {
        if (names.All(_values.ContainsKey))
        {
            return [.. names.Select(name => Read(name, Raw(name).Placement ?? placement))];
        }

        if (names.Distinct().Count() != names.Count || _layers.Count > 0)
        {
            throw new NotExpressibleException("it joins a computed value and a second input");
        }

        OnnxTensor[] tensors = [.. names.Select(name => _constants.TryGetValue(name, out OnnxTensor? tensor) ? tensor : _input)];
        Value[] parts = [.. tensors.Select(tensor => new Value("", tensor.Shape, placement))];
        float[][] images = [.. tensors.Zip(parts, (tensor, part) => tensor.Permuted(part.ImageOrder).Values)];
        _image = parts[0] with { Label = "input" };
        _joinedChannels = parts.Sum(part => part.Channels);
        int pixels = parts[0].Size('N') * parts[0].Size('H') * parts[0].Size('W');
        IEnumerable<float> Pixel(int pixel) => images.SelectMany((image, i) => image.Skip(pixel * parts[i].Channels).Take(parts[i].Channels));
        _joined = [.. Enumerable.Range(0, pixels).SelectMany(Pixel)];
        return TakeApart(parts, lastFactor);
    }

    /// <summary>Appends a layer that reads a value; gives its label.</summary>
    public string Layer(string kind, string from, params IEnumerable<string> arguments)
    {
        string label = FormattableString.Invariant($"v{_layers.Count + 1}");
        _layers.Add($"{kind}({string.Join(", ", arguments.Append($"From = \"{from}\"").Append($"As = \"{label}\""))})");
        return _last = label;
    }

    /// <summary>Appends a layer that joins values.</summary>
    public string Joining(string kind, params IEnumerable<string> operands)
    {
        string label = FormattableString.Invariant($"v{_layers.Count + 1}");
        _layers.Add($"{kind}({string.Join(", ", operands.Select(operand => $"\"{operand}\""))}, As = \"{label}\")");
        return _last = label;
    }

    /// <summary>Appends a layer with tensors, named by their suffix.</summary>
    public string Trainable(string kind, string from, IEnumerable<string> arguments, params (string Suffix, float[] Values)[] tensors)
    {
        string name = FormattableString.Invariant($"layer{_layers.Count + 1}");
        foreach ((string suffix, float[] values) in tensors)
        {
            _parameters.Add($"{name}.{suffix}", values);
        }

        return Layer(kind, from, [.. arguments, $"Name = \"{name}\""]);
    }

    /// <summary>Appends a 1×1 convolution: each output channel is a weighted sum of the channels.</summary>
    public string Mix(string from, int outputs, int inputs, Func<int, int, float> weight, float[]? bias = null)
    {
        float[] weights = [.. Enumerable.Range(0, outputs * inputs).Select(i => weight(i / inputs, i % inputs))];
        string[] arguments = bias is null ? [Number(outputs), "1", "Bias = false"] : [Number(outputs), "1"];
        return bias is null ? Trainable("Conv", from, arguments, ("weight", weights)) : Trainable("Conv", from, arguments, ("weight", weights), ("bias", bias));
    }

    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Number(float value) => float.IsPositiveInfinity(value) ? "float.PositiveInfinity"
        : float.IsNegativeInfinity(value) ? "float.NegativeInfinity"
        : value.ToString("R", CultureInfo.InvariantCulture) + "f";

    private List<Value> TakeApart(Value[] parts, float lastFactor)
    {
        List<Value> values = [];
        int first = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            int channels = parts[i].Channels;
            int start = first;
            string label = Mix("input", channels, _joinedChannels, (output, input) => input == start + output ? (i == parts.Length - 1 ? lastFactor : 1f) : 0f);
            values.Add(parts[i] with { Label = label });
            first += channels;
        }

        return values;
    }

    private Expression Finish(OnnxTensor expected)
    {
        Value target = _values.TryGetValue(_target, out Value? value) ? value : throw new NotExpressibleException("its output does not depend on an input");
        if (target.Placement is null)
        {
            // Nothing but another shape was asked for: a vector in row-major order has all of them.
            string placement = Placements.OneImage(_input.Shape.Length);
            _image = new Value("input", _input.Shape, placement);
            target = new Value(Layer("Flatten", "input"), target.Shape, new string('C', target.Shape.Length));
        }
        else if (target.Label != _last || _layers.Count == 0)
        {
            target = target with { Label = Layer("Dropout", target.Label, "0.5f") };
        }

        if (Loss is null && !expected.Shape.SequenceEqual(target.Shape))
        {
            throw new InvalidOperationException($"{_case.Name}: the output is [{string.Join(", ", target.Shape)}], not [{string.Join(", ", expected.Shape)}].");
        }

        if (Loss is not null)
        {
            _layers.Add("SoftmaxCrossEntropy");
        }

        string input = $"Input({_image.Size('H')}, {_image.Size('W')}, {(_joined is null ? _image.Channels : _joinedChannels)})";
        return new Expression
        {
            Layers = string.Join("\n", _layers.Prepend(input).Select(layer => $"[{layer}]")),
            Images = _joined ?? _input.Permuted(_image.ImageOrder).Values,
            Expected = Loss is null ? expected.Permuted(target.ImageOrder).Values : expected.Values,
            Parameters = _parameters,
            Loss = Loss,
        };
    }
}
