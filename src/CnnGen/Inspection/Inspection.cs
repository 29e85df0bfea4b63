namespace CnnGen;

/// <summary>
/// What happened in a network for one image: the value of every layer, and its gradient. Made by <see cref="IInspectableNetwork{TSelf}.Inspect"/>.
/// </summary>
public sealed class Inspection
{
    private readonly string _network;
    private readonly float[] _record;

    internal Inspection(string network, IReadOnlyList<NetworkValue> layers, float[] record)
    {
        _network = network;
        _record = record;
        Layers = layers;
    }

    /// <summary>
    /// The inputs, then the layers in the order of the network's summary, with the shapes of their values; without dropout, which does nothing.
    /// </summary>
    public IReadOnlyList<NetworkValue> Layers { get; }

    /// <summary>The layer of a name.</summary>
    /// <exception cref="ArgumentException">No layer is called so.</exception>
    public NetworkValue this[string layer]
    {
        get
        {
            foreach (NetworkValue value in Layers)
            {
                if (value.Name == layer)
                {
                    return value;
                }
            }

            throw new ArgumentException($"{_network} has no layer '{layer}'; it has {string.Join(", ", Layers.Select(value => value.Name))}.", nameof(layer));
        }
    }

    /// <summary>The value of a layer, [row, column, channel].</summary>
    /// <param name="layer">Its name.</param>
    public ReadOnlySpan<float> Value(string layer) => this[layer].Of((ReadOnlySpan<float>)_record);

    /// <summary>The gradient of that value, [row, column, channel]; zero for what no logit depends on, such as the softmax behind them.</summary>
    /// <param name="layer">Its name.</param>
    public ReadOnlySpan<float> Gradient(string layer) => this[layer].Of(_record.AsSpan(_record.Length / 2));
}
