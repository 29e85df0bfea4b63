namespace CnnGen.Runtime;

/// <summary>Running sums over the images of a shard, or those of one image, and how the loss counts them.</summary>
public unsafe struct BatchTotals
{
    /// <summary>Sum of the losses.</summary>
    public double Loss;

    /// <summary>Images, or positions of images, whose largest output was the label.</summary>
    public int Correct;

    /// <summary>How much an image of each class counts; null where all count alike.</summary>
    public float* ClassWeights;

    /// <summary>
    /// What losses and gradients are multiplied by, so that the mean over the images is the one over what their labels count; 0 where one label an image counts
    /// 1.
    /// </summary>
    public float WeightScale;

    /// <summary>The share of a target that all classes get in equal parts.</summary>
    public float LabelSmoothing;

    /// <summary>A label that does not count; −1 where every one does. No class is negative, so that any negative label is refused before.</summary>
    public int IgnoreLabel;

    /// <summary>
    /// A second label of each image, where images were mixed of two; null otherwise. Kernels are given −2 − image then, in the place of a label, and both
    /// labels are looked up.
    /// </summary>
    public int* SecondLabels;

    /// <summary>The first label of each image, where there are second ones.</summary>
    public int* FirstLabels;

    /// <summary>What second labels count of a target, from 0 to 1.</summary>
    public float SecondShare;
}
