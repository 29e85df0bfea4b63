namespace CnnGen;

/// <summary>One of the losses of a network.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it computes.</param>
/// <param name="Output">Which of <see cref="NetworkInfo.Outputs"/> it compares; −1 for an auxiliary head, which inference does without.</param>
/// <param name="Positions">Positions of an image that have a label each; 1 for a vector of scores and for losses that compare values.</param>
/// <param name="Length">Scores a position, or values an image.</param>
public sealed record LossInfo(string Name, LossKind Kind, int Output, int Positions, int Length)
{
    /// <summary>What it is multiplied by before the losses are added.</summary>
    public float Weight { get; init; } = 1;

    /// <summary>A label that does not count, or null.</summary>
    public int? IgnoreLabel { get; init; }

    /// <summary>How much each class counts; empty where all count alike.</summary>
    public IReadOnlyList<float> ClassWeights { get; init; } = [];

    /// <summary>The share of a target that all classes get in equal parts.</summary>
    public float LabelSmoothing { get; init; }

    /// <summary>How much a target of 1 counts beside one of 0, for <see cref="LossKind.BinaryCrossEntropy"/>.</summary>
    public float PositiveWeight { get; init; } = 1;

    /// <summary>Where the line begins, for <see cref="LossKind.Huber"/>.</summary>
    public float Delta { get; init; } = 1;

    /// <summary>Whether it compares with class indices, not with values.</summary>
    public bool TakesLabels => Kind is LossKind.SoftmaxCrossEntropy or LossKind.CrossEntropy;

    /// <summary>Labels or target values an image.</summary>
    public int TargetLength => TakesLabels ? Positions : Length;

    /// <summary>Whether labels do not count alike, so that the mean over a batch depends on them.</summary>
    internal bool CountsLabels => TakesLabels && (Positions > 1 || IgnoreLabel is not null || ClassWeights.Count > 0);
}
