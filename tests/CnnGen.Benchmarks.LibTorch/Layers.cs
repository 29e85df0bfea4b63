using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace CnnGen.Benchmarks.LibTorch;

/// <summary>
/// Layers with weights. The first forward pass makes the parameters from the weights of the file, which stand in the order of the declaration; later ones find
/// them again in that order.
/// </summary>
/// <param name="weights">Name, shape and values of each tensor.</param>
internal sealed class Layers(Queue<(string Name, long[] Shape, float[] Values)> weights)
{
    private const double Epsilon = 1e-5;
    private const double Momentum = 0.1;

    private readonly List<Tensor> _all = [];
    private readonly List<float[]> _values = [];
    private readonly List<Parameter> _parameters = [];
    private int _next;

    /// <summary>What is trained.</summary>
    public IEnumerable<Parameter> Parameters => _parameters;

    /// <summary>Begins a forward pass.</summary>
    public void Begin() => _next = 0;

    /// <summary>Gives every tensor the values of the file: the pass that made them has moved running averages.</summary>
    public void Restore()
    {
        if (weights.Count > 0)
        {
            throw new InvalidOperationException($"The network does not use {weights.Peek().Name}.");
        }

        using IDisposable none = no_grad();
        for (int i = 0; i < _all.Count; i++)
        {
            using Tensor values = tensor(_values[i], _all[i].shape);
            _all[i].copy_(values);
        }
    }

    public Tensor Conv(Tensor x, int filters, int kernel, int stride = 1, int padding = 0, int groups = 1, bool bias = false)
    {
        Tensor weight = Next(filters, x.shape[1] / groups, kernel, kernel);
        return F.conv2d(x, weight, bias ? Next(filters) : null, [stride, stride], [padding, padding], groups: groups);
    }

    public Tensor ConvTranspose(Tensor x, int filters, int kernel, int stride)
    {
        Tensor weight = Next(x.shape[1], filters, kernel, kernel);
        return F.conv_transpose2d(x, weight, Next(filters), [stride, stride]);
    }

    public Tensor BatchNorm(Tensor x)
    {
        long channels = x.shape[1];
        (Tensor weight, Tensor bias) = (Next(channels), Next(channels));
        (Tensor mean, Tensor variance) = (Average(channels), Average(channels));
        return F.batch_norm(x, mean, variance, weight, bias, training: true, momentum: Momentum, eps: Epsilon);
    }

    public Tensor Dense(Tensor x, int units)
    {
        Tensor weight = Next(units, x.shape[1]);
        return F.linear(x, weight, Next(units));
    }

    private Tensor Next(params long[] shape)
    {
        if (_next == _all.Count)
        {
            Parameter parameter = new(Read(shape), requires_grad: true);
            _parameters.Add(parameter);
            _all.Add(parameter.DetachFromDisposeScope());
        }

        return _all[_next++];
    }

    private Tensor Average(long channels)
    {
        if (_next == _all.Count)
        {
            _all.Add(Read([channels]).DetachFromDisposeScope());
        }

        return _all[_next++];
    }

    private Tensor Read(long[] shape)
    {
        (string name, long[] own, float[] values) = weights.Dequeue();
        if (!own.SequenceEqual(shape))
        {
            throw new InvalidOperationException($"{name} is [{string.Join(", ", own)}], the network wants [{string.Join(", ", shape)}].");
        }

        _values.Add(values);
        return tensor(values, shape);
    }
}
