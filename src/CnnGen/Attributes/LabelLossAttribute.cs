namespace CnnGen;

/// <summary>A loss that compares with class indices. The mean over all labels of a batch, by what their classes count, as in PyTorch.</summary>
public abstract class LabelLossAttribute : LossAttribute
{
    /// <summary>A label whose image or position does not count and has no gradient, such as 255 at the borders of objects. None unless it is set.</summary>
    public int IgnoreLabel { get; set; }

    /// <summary>How much each class counts, one number of at least 0 a class; all alike unless they are set.</summary>
    public float[]? ClassWeights { get; set; }

    /// <summary>The share of the target that all classes get in equal parts, from 0 to below 1 (Szegedy et al. 2016, section 7).</summary>
    public float LabelSmoothing { get; set; }
}
