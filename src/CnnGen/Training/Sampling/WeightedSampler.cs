using CnnGen.Runtime;

namespace CnnGen;

/// <summary>
/// Images drawn with replacement, each as often as its weight says (PyTorch's WeightedRandomSampler): rare classes come as often as frequent ones.
/// </summary>
public sealed class WeightedSampler : Sampler
{
    private readonly double[] _sums;
    private readonly int _draws;

    /// <summary>Sets the weights.</summary>
    /// <param name="weights">How often each image is drawn, in proportion; one of the data's images each.</param>
    /// <param name="draws">Images an epoch; 0 for as many as the data has.</param>
    /// <exception cref="ArgumentException">A weight is negative or not finite, or all are 0.</exception>
    public WeightedSampler(ReadOnlySpan<double> weights, int draws = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(draws);
        _draws = draws;
        _sums = new double[weights.Length];
        double sum = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            if (!(weights[i] >= 0 && double.IsFinite(weights[i])))
            {
                throw new ArgumentException($"The weight of image {i} is {weights[i]}; it can be any finite number from 0.", nameof(weights));
            }

            _sums[i] = sum += weights[i];
        }

        if (!(sum > 0 && double.IsFinite(sum)))
        {
            throw new ArgumentException($"The weights of {weights.Length} images sum up to {sum}; some must be above 0.", nameof(weights));
        }
    }

    /// <summary>A sampler that draws every class equally often.</summary>
    /// <param name="data">The data, with labels.</param>
    /// <param name="draws">Images an epoch; 0 for as many as the data has.</param>
    public static WeightedSampler Balanced(Dataset data, int draws = 0)
    {
        Dictionary<int, int> counts = [];
        for (int i = 0; i < data.Count; i++)
        {
            int label = data.Label(i);
            counts[label] = counts.GetValueOrDefault(label) + 1;
        }

        double[] weights = new double[data.Count];
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = 1d / counts[data.Label(i)];
        }

        return new WeightedSampler(weights, draws);
    }

    /// <inheritdoc/>
    public override int Count(int images) => _draws == 0 ? images : _draws;

    /// <inheritdoc/>
    public override void Choose(Span<int> order, int images, ref RandomSource random)
    {
        if (images != _sums.Length)
        {
            throw new ArgumentException($"There are {_sums.Length} weights for {images} images.", nameof(images));
        }

        foreach (ref int index in order)
        {
            // The first image whose sum is above the number: images of weight 0 are never found.
            double draw = random.NextDouble() * _sums[^1];
            int low = 0;
            int high = _sums.Length - 1;
            while (low < high)
            {
                int middle = (low + high) / 2;
                (low, high) = _sums[middle] > draw ? (low, middle) : (middle + 1, high);
            }

            index = low;
        }
    }
}
