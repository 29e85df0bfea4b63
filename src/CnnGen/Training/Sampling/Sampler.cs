using CnnGen.Runtime;

namespace CnnGen;

/// <summary>Which images an epoch goes through, and in which order: a function of seed and epoch alone, so that resuming needs no state.</summary>
/// <remarks>An epoch's images may be asked for twice, first while the epoch before still goes on: its first batch is read ahead.</remarks>
public abstract class Sampler
{
    /// <summary>How many images an epoch goes through.</summary>
    /// <param name="images">Images of the data.</param>
    public virtual int Count(int images) => images;

    /// <summary>Chooses the images of an epoch.</summary>
    /// <param name="order">Receives the indices of <see cref="Count"/> images.</param>
    /// <param name="images">Images of the data.</param>
    /// <param name="random">Random numbers of this epoch.</param>
    public abstract void Choose(Span<int> order, int images, ref RandomSource random);
}
