using CnnGen.Runtime;

namespace CnnGen;

/// <summary>Everything random in training as a function of seed and place, so that neither threads nor a stop in between change it.</summary>
internal static class TrainingRandom
{
    private static readonly ulong s_shuffle = RandomSource.StreamOf("shuffle");
    private static readonly ulong s_augmentation = RandomSource.StreamOf("augmentation");
    private static readonly ulong s_noise = RandomSource.StreamOf("noise");

    /// <summary>Brings 0, 1, 2, … into the order of an epoch (Fisher and Yates).</summary>
    public static void Shuffle(int[] order, int seed, int epoch)
    {
        RandomSource random = new(seed, s_shuffle + (ulong)epoch);
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

    /// <summary>What an epoch's images are augmented with: the seed of <see cref="Image"/>.</summary>
    public static long Epoch(int seed, int epoch) => (long)new RandomSource(seed, s_augmentation + (ulong)epoch).NextUInt64();

    /// <summary>What one image is augmented with.</summary>
    public static RandomSource Image(long epochSeed, int index) => new(epochSeed, (ulong)index);

    /// <summary>The seed of what is random inside the network, such as dropout, in one step.</summary>
    public static long Noise(int seed, long step) => (long)new RandomSource(seed, s_noise + (ulong)step).NextUInt64();
}
