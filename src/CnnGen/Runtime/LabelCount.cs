namespace CnnGen.Runtime;

/// <summary>How much the labels of a batch count in all, which a mean over them is divided by.</summary>
internal static unsafe class LabelCount
{
    /// <summary>
    /// Images divided by what all labels of a loss count: what a sum over an image is multiplied by, so that the mean over the images is that over the labels.
    /// </summary>
    /// <param name="labels">The labels of all losses.</param>
    /// <param name="images">Images.</param>
    /// <param name="stride">Labels an image, of all losses.</param>
    /// <param name="offset">Where those of this loss begin in an image.</param>
    /// <param name="positions">Labels of this loss an image.</param>
    /// <param name="ignored">A label that does not count, or −1.</param>
    /// <param name="classWeights">What each class counts, or null.</param>
    /// <returns>0 where nothing counts: then losses and gradients are 0.</returns>
    public static double Scale(ReadOnlySpan<int> labels, int images, int stride, int offset, int positions, int ignored, float* classWeights)
    {
        double counted = 0;
        for (int image = 0; image < images; image++)
        {
            foreach (int label in labels.Slice((image * stride) + offset, positions))
            {
                counted += label == ignored ? 0 : classWeights == null ? 1 : classWeights[label];
            }
        }

        return counted == 0 ? 0 : images / counted;
    }
}
