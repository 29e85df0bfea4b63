namespace CnnGen;

/// <summary>What one batch gave beside its gradient.</summary>
/// <param name="LossSum">The sum of the losses of its images.</param>
/// <param name="Correct">Images whose largest output was the label; 0 for a regression.</param>
public readonly record struct BatchResult(double LossSum, int Correct);
