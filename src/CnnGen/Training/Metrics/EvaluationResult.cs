namespace CnnGen;

/// <summary>How well a network does on a data set.</summary>
/// <param name="Images">Images of the set.</param>
/// <param name="Correct">Images whose largest output was the label; 0 for a regression, and where positions of images have labels.</param>
/// <param name="Loss">The mean loss; of several, their weighted sum.</param>
public readonly record struct EvaluationResult(int Images, int Correct, double Loss)
{
    /// <summary>Labels that count: one an image, or one a position of it.</summary>
    public long Labels { get; init; } = Images;

    /// <summary>Labels that were the place of the largest output.</summary>
    public long CorrectLabels { get; init; } = Correct;

    /// <summary>The share of right answers; 0 for a regression.</summary>
    public double Accuracy => (double)CorrectLabels / Labels;
}
