namespace CnnGen;

/// <summary>L1: the mean over the outputs of |x − target|; the gradient at equality is 0.</summary>
public sealed class MeanAbsoluteErrorAttribute : LossAttribute;
