namespace CnnGen;

/// <summary>L2: the mean over the outputs of (x − target)².</summary>
public sealed class MeanSquaredErrorAttribute : LossAttribute;
