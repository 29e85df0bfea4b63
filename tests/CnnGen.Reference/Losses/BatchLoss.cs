namespace CnnGen.Reference.Losses;

/// <summary>A loss of a whole batch: means over labels of which not all count are no means over images.</summary>
public abstract class BatchLoss
{
    /// <summary>The loss of a batch.</summary>
    /// <param name="outputs">What it reads, for each image.</param>
    /// <param name="targets">Labels or values of each image.</param>
    public abstract double Value(IReadOnlyList<RefTensor> outputs, IReadOnlyList<double[]> targets);

    /// <summary>d loss/d output, for each image.</summary>
    /// <param name="outputs">What it reads, for each image.</param>
    /// <param name="targets">Labels or values of each image.</param>
    public abstract RefTensor[] Gradient(IReadOnlyList<RefTensor> outputs, IReadOnlyList<double[]> targets);
}
