using CnnGen.Reference.Losses;
using CnnGen.Reference.Operators;

namespace CnnGen.Integration.Tests.RandomNetworks;

/// <summary>Draws whole networks: a body in one of four styles and a head for one of four losses, or none.</summary>
internal sealed class RandomTopology
{
    private const int LongestBody = 12;
    private const long LargestNetwork = 150_000; // multiply-adds

    private readonly Random _random;
    private readonly NetworkDraft _draft;
    private readonly RandomLayers _layers;

    private RandomTopology(Random random, int height, int width, int channels)
    {
        _random = random;
        _draft = new NetworkDraft(random, height, width, channels);
        _layers = new RandomLayers(random, _draft);
    }

    /// <summary>The twenty combinations of body and head follow each other with the seed.</summary>
    public static NetworkDraft Draw(int seed)
    {
        var random = new Random(seed);
        RandomTopology topology;
        switch (seed % 4)
        {
            case 0:
                topology = new RandomTopology(random, random.Next(9, 21), random.Next(9, 21), random.Next(1, 4));
                topology.Classic();
                break;
            case 1:
                topology = new RandomTopology(random, random.Next(1, 13), random.Next(1, 13), random.Next(1, 6));
                topology.Branching();
                break;
            case 2:
                topology = new RandomTopology(random, random.Next(1, 16), random.Next(1, 16), random.Next(1, 9));
                topology.Chain();
                break;
            default:
                topology = new RandomTopology(random, random.Next(1, 4), random.Next(1, 4), random.Next(1, 41));
                topology.Chain();
                break;
        }

        topology.Head(seed % 5);
        return topology._draft;
    }

    /// <summary>A chain in which about every second one has a mistake, which is then its last layer but one.</summary>
    public static (NetworkDraft Draft, string? Mistake) DrawPerhapsIllegal(int seed)
    {
        var random = new Random(seed);
        var topology = new RandomTopology(random, random.Next(1, 10), random.Next(1, 10), random.Next(1, 5));
        var mistakes = new RandomMistakes(random, topology._draft, topology._layers);
        for (int layer = random.Next(1, 5); layer > 0; layer--)
        {
            if (mistakes.Append() is { } mistake)
            {
                topology._draft.AppendText(new LayerText("Relu"));
                return (topology._draft, mistake);
            }
        }

        topology.Head(seed % 5);
        return (topology._draft, null);
    }

    // Convolution, activation and pooling by turns, then dense layers: what fused kernels are made for.
    private void Classic()
    {
        int blocks = _random.Next(1, 3);
        for (int block = 0; block < blocks; block++)
        {
            int size = Math.Min(_draft.Shape.Height, _draft.Shape.Width);
            _layers.Conv(_random.Next(2) == 0 ? _random.Next(1, 9) : 16, size >= 8 && _random.Next(2) == 0 ? 5 : 3, 1, same: size < 5 || _random.Next(2) == 0);
            _layers.Activation();
            if (_random.Next(5) > 0)
            {
                _layers.MaxPool(Math.Min(2 + (_random.Next(3) / 2), Math.Min(_draft.Shape.Height, _draft.Shape.Width)), 2);
            }
            else
            {
                _layers.Pool();
            }
        }

        if (_random.Next(2) == 0)
        {
            _layers.Dense(_layers.DrawChannels());
            _layers.Activation();
        }
    }

    private void Chain()
    {
        int length = _random.Next(2, 8);
        for (int layer = 0; layer < length && HasRoom; layer++)
        {
            _layers.Any();
        }
    }

    private void Branching()
    {
        int blocks = _random.Next(1, 4);
        for (int block = 0; block < blocks && HasRoom; block++)
        {
            if (_random.Next(2) == 0)
            {
                _layers.Any();
            }

            switch (_random.Next(3))
            {
                case 0:
                    Residual();
                    break;
                case 1:
                    Projection();
                    break;
                default:
                    Inception();
                    break;
            }
        }
    }

    private bool HasRoom => _draft.Reference.Layers.Count < LongestBody && _draft.MultiplyAdds < LargestNetwork;

    // x + f(x)
    private void Residual()
    {
        int start = _draft.Current;
        int channels = _draft.Shape.Channels;
        for (int layers = _random.Next(1, 3); layers > 0; layers--)
        {
            _layers.Conv(channels, OddSize(), 1, same: true);
            if (layers > 1 || _random.Next(2) == 0)
            {
                _layers.Activation();
            }
        }

        int end = _draft.Current;
        switch (_random.Next(5))
        {
            case 0 or 1:
                _draft.Append(new LayerText("Add", Quoted(start)), new Add(), end, start);
                break;
            case 2:
                _draft.Append(new LayerText("Add", Quoted(end), Quoted(start), Quoted(end)), new Add(), end, start, end);
                break;
            default:
                _draft.Append(new LayerText("Add", Quoted(start), Quoted(end)), new Add(), start, end);
                break;
        }
    }

    // f(x) + g(x), both with a stride
    private void Projection()
    {
        int start = _draft.Current;
        int stride = _random.Next(1, 4);
        int filters = Math.Min(_layers.DrawChannels(), 12);
        _layers.Conv(filters, OddSize(), stride, same: true);
        int left = _draft.Current;
        _draft.ContinueFrom(start);
        _layers.Conv(filters, 1, stride, same: _random.Next(2) == 0);
        int right = _draft.Current;
        _draft.Append(new LayerText("Add", Quoted(left)), new Add(), right, left);
        _layers.Activation();
    }

    private void Inception()
    {
        int start = _draft.Current;
        int branches = _random.Next(2, 4);
        var ends = new List<int>();
        for (int branch = 0; branch < branches; branch++)
        {
            _draft.ContinueFrom(start);
            if (branch == 1)
            {
                _layers.SamePool();
            }
            else
            {
                _layers.Conv(Math.Min(_layers.DrawChannels(), 10), OddSize(), 1, same: true);
                _layers.Activation();
            }

            ends.Add(_draft.Current);
        }

        if (branches == 2)
        {
            _draft.Append(new LayerText("Concat", Quoted(ends[0])), new Concat(), ends[1], ends[0]);
        }
        else
        {
            _draft.Append(new LayerText("Concat", ends.Select(Quoted)), new Concat(), [.. ends]);
        }
    }

    private void Head(int loss)
    {
        switch (loss)
        {
            case 0:
                Classes();
                _draft.SetLoss(new SoftmaxCrossEntropy());
                break;
            case 1:
                Classes();
                _layers.Softmax();
                _draft.SetLoss(new CrossEntropy());
                break;
            case 2 or 3:
                Values();
                _draft.SetLoss(loss == 2 ? new MeanSquaredError() : new MeanAbsoluteError());
                break;
            default:
                Values();
                if (_random.Next(2) == 0)
                {
                    _layers.Softmax();
                }

                break;
        }
    }

    // A vector of at least two scores.
    private void Classes()
    {
        if (_draft.Shape.Channels > 1 && _draft.Reference.Parameters.Any() && _random.Next(3) == 0)
        {
            _layers.Conv(Math.Max(2, Math.Min(_layers.DrawChannels(), 20)), 1, 1, same: false);
            _layers.GlobalAveragePool();
        }
        else
        {
            _layers.Dense(_random.Next(2, 12));
        }
    }

    private void Values()
    {
        switch (_random.Next(4))
        {
            case 0 when _draft.Reference.Parameters.Any():
                break;
            case 1:
                _layers.Conv(_random.Next(1, 6), 1, 1, same: false);
                _layers.Flatten();
                break;
            default:
                _layers.Dense(_random.Next(1, 20));
                break;
        }
    }

    private string Quoted(int value) => $"\"{_draft.Label(value)}\"";

    private int OddSize() => (2 * _random.Next(0, 3)) + 1;
}
