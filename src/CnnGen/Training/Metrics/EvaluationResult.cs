namespace CnnGen;

/// <summary>How well a network does on a data set.</summary>
/// <param name="Images">Images of the set.</param>
/// <param name="Correct">Images whose largest output was the label; 0 for a regression.</param>
/// <param name="Loss">The mean loss.</param>
public readonly record struct EvaluationResult(int Images, int Correct, double Loss)
{
    /// <summary>The share of right answers; 0 for a regression.</summary>
    public double Accuracy => (double)Correct / Images;
}
