namespace CnnGen;

/// <summary>How much an image of each class should count, for <see cref="Trainer{TNetwork}.ClassWeights"/>.</summary>
public static class ClassWeights
{
    /// <summary>
    /// Rare classes count more: images / (classes · images of the class), as scikit-learn's <c>balanced</c>. A class without images counts 0.
    /// </summary>
    /// <param name="data">The data, with labels.</param>
    /// <param name="classes">Number of classes.</param>
    /// <exception cref="ArgumentException">A label is no class.</exception>
    public static float[] Balanced(Dataset data, int classes)
    {
        int[] counts = new int[classes];
        for (int i = 0; i < data.Count; i++)
        {
            int label = data.Label(i);
            if ((uint)label >= (uint)classes)
            {
                throw new ArgumentException($"The label of image {i} of the data is {label}; classes are 0 to {classes - 1}.", nameof(data));
            }

            counts[label]++;
        }

        return Array.ConvertAll(counts, count => count == 0 ? 0 : (float)((double)data.Count / ((double)classes * count)));
    }
}
