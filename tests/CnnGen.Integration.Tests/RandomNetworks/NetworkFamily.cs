using CnnGen.Reference;
using CnnGen.Reference.Losses;
using CnnGen.Reference.Operators;

namespace CnnGen.Integration.Tests.RandomNetworks;

/// <summary>One small network of each family that publications are made of, small enough for differences of every value.</summary>
internal sealed class NetworkFamily
{
    private const int Classes = 3;

    private readonly NetworkDraft _draft;
    private readonly RandomLayers _layers;
    private readonly bool _hasNorm;

    private NetworkFamily(bool hasNorm)
    {
        var random = new Random(11);
        _hasNorm = hasNorm;
        _draft = new NetworkDraft(random, 6, 5, 2);
        _layers = new RandomLayers(random, _draft);
    }

    public static IReadOnlyList<string> Names { get; } = [nameof(Residual), nameof(Inception), nameof(DenseConcat), nameof(DepthwiseSeparable)];

    public static RandomNetwork Draw(string name, bool hasNorm)
    {
        NetworkFamily family = new(hasNorm);
        Action body = name switch
        {
            nameof(Residual) => family.Residual,
            nameof(Inception) => family.Inception,
            nameof(DenseConcat) => family.DenseConcat,
            _ => family.DepthwiseSeparable,
        };
        family.Conv(4, 3);
        body();
        family._layers.GlobalAveragePool();
        family._layers.Dense(Classes);
        family._draft.SetLoss(new SoftmaxCrossEntropy());
        return new RandomNetwork(family._draft, name);
    }

    // ReLU(x + f(x)), then ReLU(g(x) + h(x)) with half as many rows and columns.
    private void Residual()
    {
        int start = _draft.Current;
        Conv(4, 3);
        Conv(4, 3, activation: false);
        Add(start);
        start = _draft.Current;
        Conv(6, 1, stride: 2, activation: false);
        int shortcut = _draft.Current;
        _draft.ContinueFrom(start);
        Conv(6, 3, stride: 2);
        Conv(6, 3, activation: false);
        Add(shortcut);
    }

    private void Inception()
    {
        int start = _draft.Current;
        Conv(3, 1);
        int first = _draft.Current;
        _draft.ContinueFrom(start);
        Conv(2, 1);
        Conv(3, 3);
        int second = _draft.Current;
        _draft.ContinueFrom(start);
        _layers.Pool(
            "AveragePool",
            new RandomWindow(Same(3), ["3"], [("Stride", "1"), ("Padding", "Padding.Same")]),
            new AveragePool(Same(3), countPadding: false));
        Conv(2, 1);
        Concat(first, second, _draft.Current);
    }

    // Each convolution reads what all before it gave.
    private void DenseConcat()
    {
        for (int layer = 0; layer < 3; layer++)
        {
            int before = _draft.Current;
            Conv(2, 3);
            Concat(before, _draft.Current);
        }
    }

    private void DepthwiseSeparable()
    {
        for (int stride = 1; stride <= 2; stride++)
        {
            RefWindow window = Same(3, stride);
            _layers.Conv(
                _draft.Shape.Channels,
                new RandomWindow(window, ["3"], [("Stride", $"{stride}"), ("Padding", "Padding.Same")]),
                _draft.Shape.Channels);
            Finish(activation: true);
            Conv(6, 1);
        }
    }

    private RefWindow Same(int size, int stride = 1) => new(RefAxis.Same(_draft.Shape.Height, size, stride), RefAxis.Same(_draft.Shape.Width, size, stride));

    private void Conv(int filters, int size, int stride = 1, bool activation = true)
    {
        _layers.Conv(filters, size, stride, same: true);
        Finish(activation);
    }

    private void Finish(bool activation)
    {
        if (_hasNorm)
        {
            _layers.BatchNorm();
        }

        if (activation)
        {
            _layers.Relu();
        }
    }

    private void Add(int other)
    {
        _draft.Append(new LayerText("Add", $"\"{_draft.Label(other)}\""), new Add(), _draft.Current, other);
        _layers.Relu();
    }

    private void Concat(params int[] values) =>
        _draft.Append(new LayerText("Concat", values.Select(value => $"\"{_draft.Label(value)}\"")), new Concat(), values);
}
