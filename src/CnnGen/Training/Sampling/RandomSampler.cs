using CnnGen.Runtime;

namespace CnnGen;

/// <summary>Every image once, in another order each epoch (Fisher and Yates).</summary>
public sealed class RandomSampler : Sampler
{
    /// <inheritdoc/>
    public override void Choose(Span<int> order, int images, ref RandomSource random)
    {
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        for (int i = order.Length - 1; i > 0; i--)
        {
            int j = random.NextInt(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }
    }
}
