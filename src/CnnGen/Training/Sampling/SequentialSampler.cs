using CnnGen.Runtime;

namespace CnnGen;

/// <summary>Every image once, in the order of the data.</summary>
public sealed class SequentialSampler : Sampler
{
    /// <inheritdoc/>
    public override void Choose(Span<int> order, int images, ref RandomSource random)
    {
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }
    }
}
