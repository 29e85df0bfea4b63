using CnnGen.Runtime;

namespace CnnGen;

/// <summary>Data sets made of parts of others. Nothing is copied: images are read from the whole.</summary>
public static class DatasetParts
{
    private static readonly ulong s_split = RandomSource.StreamOf("split");

    /// <summary>The images of some indices, in their order.</summary>
    /// <param name="data">The whole.</param>
    /// <param name="indices">Which images; one may come several times.</param>
    /// <exception cref="ArgumentOutOfRangeException">An index is none of the data.</exception>
    public static Dataset Subset(this Dataset data, IReadOnlyList<int> indices) => new DatasetSubset(data, [.. indices]);

    /// <summary>Two parts with no image in common, drawn by a seed: mostly for training, and for validation.</summary>
    /// <param name="data">The whole.</param>
    /// <param name="share">How much of it goes into the second part, from 0 to 1: at least one image, and not all.</param>
    /// <param name="seed">Same seed, same parts.</param>
    /// <param name="stratified">Whether each class is divided by itself, so that both parts have it in the same proportion; of data with one label an
    /// image.</param>
    /// <returns>Both parts in the order of the whole.</returns>
    /// <exception cref="ArgumentException">The data are too few for two parts.</exception>
    public static (Dataset Training, Dataset Validation) Split(this Dataset data, double share, int seed = 0, bool stratified = true)
    {
        OptimizerSetting.Checked(nameof(share), share, 0, 1);
        if (data.Count < 2)
        {
            throw new ArgumentException($"{data.Count} images cannot be divided into two parts.", nameof(data));
        }

        bool[] isSecond = new bool[data.Count];
        RandomSource random = new(seed, s_split);
        foreach (List<int> group in Groups(data, stratified && data.TargetKind == TargetKind.Label && data.LabelLength == 1))
        {
            Shuffle(group, ref random);
            int count = (int)Math.Round(share * group.Count, MidpointRounding.AwayFromZero);
            foreach (int index in group.GetRange(0, count))
            {
                isSecond[index] = true;
            }
        }

        // Small classes may all round to the same side.
        int chosen = isSecond.Count(second => second);
        if (chosen == 0 || chosen == data.Count)
        {
            isSecond[random.NextInt(data.Count)] = chosen == 0;
        }

        int[] all = [.. Enumerable.Range(0, data.Count)];
        return (data.Subset([.. all.Where(index => !isSecond[index])]), data.Subset([.. all.Where(index => isSecond[index])]));
    }

    private static IEnumerable<List<int>> Groups(Dataset data, bool byLabel)
    {
        SortedDictionary<int, List<int>> groups = [];
        for (int i = 0; i < data.Count; i++)
        {
            int label = byLabel ? data.Label(i) : 0;
            if (!groups.TryGetValue(label, out List<int>? group))
            {
                groups.Add(label, group = []);
            }

            group.Add(i);
        }

        return groups.Values;
    }

    private static void Shuffle(List<int> indices, ref RandomSource random)
    {
        for (int i = indices.Count - 1; i > 0; i--)
        {
            int j = random.NextInt(i + 1);
            (indices[i], indices[j]) = (indices[j], indices[i]);
        }
    }
}
