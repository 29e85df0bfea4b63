using CnnGen.Reference;
using CnnGen.Reference.Losses;
using CnnGen.Reference.Operators;

namespace CnnGen.Integration.Tests.RandomNetworks;

/// <summary>A network that is being written in two languages at once: as attributes, and as the oracle's graph.</summary>
internal sealed class NetworkDraft
{
    private readonly Random _random;
    private readonly List<LayerText> _layers = [];
    private readonly List<RefTensor> _values = [];
    private readonly Dictionary<string, int> _layersOfKind = [];
    private readonly Dictionary<int, string> _labels = [];
    private int _labelCount;
    private string? _from;

    /// <param name="random">Source of weights and of choices of spelling.</param>
    /// <param name="height">Rows of the input.</param>
    /// <param name="width">Columns of the input.</param>
    /// <param name="channels">Channels of the input.</param>
    public NetworkDraft(Random random, int height, int width, int channels)
    {
        _random = random;
        _layers.Add(new LayerText("Input", $"{height}", $"{width}", $"{channels}"));
        _values.Add(new RefTensor(height, width, channels));
    }

    public ReferenceNetwork Reference { get; } = new();

    /// <summary>The value the next layer reads.</summary>
    public int Current { get; private set; }

    /// <summary>Its shape; the values are zeros.</summary>
    public RefTensor Shape => _values[Current];

    /// <summary>Multiply-adds an image so far.</summary>
    public long MultiplyAdds { get; set; }

    public RefTensor ShapeOf(int value) => _values[value];

    /// <summary>Appends a layer that reads <see cref="Current"/>.</summary>
    public void Append(LayerText text, RefOperator op) => Append(text, op, Current);

    /// <summary>Appends a layer that reads the given values; its text already says so.</summary>
    public void Append(LayerText text, RefOperator op, params int[] inputs)
    {
        RefTensor[][] operands = [.. inputs.Select(input => new[] { _values[input] })];
        _values.Add(op.Forward(operands, training: false)[0]);
        Current = Reference.Add(NameOf(text, op), op, inputs);
        AppendText(text);
    }

    /// <summary>Appends a layer that the oracle has no counterpart of: a loss, or one with a mistake.</summary>
    public void AppendText(LayerText text)
    {
        if (_from is not null)
        {
            text.SetName("From", _from);
            _from = null;
        }

        _layers.Add(text);
    }

    public void SetLoss(RefLoss loss)
    {
        Reference.Loss = loss;
        AppendText(new LayerText(loss.GetType().Name));
    }

    /// <summary>The label of a value, for operands; labels the last layer the first time.</summary>
    public string Label(int value)
    {
        if (!_labels.TryGetValue(value, out string? label))
        {
            label = $"branch{++_labelCount}";
            _labels.Add(value, label);
            _layers[value].SetName("As", label);
        }

        return label;
    }

    /// <summary>Lets the next layer read <paramref name="value"/>.</summary>
    public void ContinueFrom(int value)
    {
        _from = value == Current ? null : Label(value);
        Current = value;
    }

    /// <summary>The class; <c>using CnnGen;</c> goes before it.</summary>
    public string ToSource(string name)
    {
        string layers = string.Join("\n", _layers.Chunk(3).Select(chunk => $"[{string.Join(", ", (object[])chunk)}]"));
        return $"/// <summary>A random network.</summary>\n[Network]\n{layers}\npublic partial class {name};\n";
    }

    /// <summary>Numbers that are exact in single precision, scaled so that outputs stay near 1.</summary>
    public double[] Weights(int length, int fanIn)
    {
        double bound = 1.4 * Math.Sqrt(3.0 / fanIn);
        return [.. Enumerable.Range(0, length).Select(_ => (double)(float)(((2 * _random.NextDouble()) - 1) * bound))];
    }

    // Only names of layers with parameters matter here: the name it is given, or its place in its kind.
    private string NameOf(LayerText text, RefOperator op)
    {
        if (op.Parameters.Count == 0)
        {
            return text.Kind;
        }

        string prefix = text.Kind switch
        {
            "Dense" => "fc",
            "BatchNorm" => "bn",
            "LayerNorm" => "ln",
            "GroupNorm" => "gn",
            "InstanceNorm" => "in",
            "PRelu" => "prelu",
            "Scale" => "scale",
            "ConvTranspose" => "convtranspose",
            _ => "conv",
        };
        int number = _layersOfKind[prefix] = _layersOfKind.GetValueOrDefault(prefix) + 1;
        if (_random.Next(8) == 0)
        {
            text.SetName("Name", $"stage{number}_{prefix}");
            return $"stage{number}_{prefix}";
        }

        return $"{prefix}{number}";
    }
}
