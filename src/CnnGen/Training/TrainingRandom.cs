using CnnGen.Runtime;

namespace CnnGen;

/// <summary>Everything random in training as a function of seed and place, so that neither threads nor a stop in between change it.</summary>
internal static class TrainingRandom
{
    private static readonly ulong s_shuffle = RandomSource.StreamOf("shuffle");
    private static readonly ulong s_augmentation = RandomSource.StreamOf("augmentation");
    private static readonly ulong s_noise = RandomSource.StreamOf("noise");
    private static readonly ulong s_mixing = RandomSource.StreamOf("mixing");

    /// <summary>What the images of an epoch are chosen with.</summary>
    public static RandomSource Order(int seed, int epoch) => new(seed, s_shuffle + (ulong)epoch);

    /// <summary>What an epoch's images are augmented with: the seed of <see cref="Image"/>.</summary>
    public static long Epoch(int seed, int epoch) => (long)new RandomSource(seed, s_augmentation + (ulong)epoch).NextUInt64();

    /// <summary>What one image is augmented with.</summary>
    public static RandomSource Image(long epochSeed, int index) => new(epochSeed, (ulong)index);

    /// <summary>What the images of one batch of a step are mixed with.</summary>
    public static RandomSource Mixing(int seed, long step, int batch) => new((long)new RandomSource(seed, s_mixing + (ulong)step).NextUInt64(), (ulong)batch);

    /// <summary>The seed of what is random inside the network, such as dropout, in one batch of a step.</summary>
    public static long Noise(int seed, long step, int batch)
    {
        long first = (long)new RandomSource(seed, s_noise + (ulong)step).NextUInt64();
        return batch == 0 ? first : (long)new RandomSource(first, (ulong)batch).NextUInt64();
    }
}
