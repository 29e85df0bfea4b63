namespace CnnGen.Reference.Losses;

/// <summary>The loss of one image; a batch has the mean of its images' losses.</summary>
public abstract class RefLoss
{
    /// <summary>Whether the target is a class index, not a vector of values.</summary>
    public abstract bool TakesLabel { get; }

    public abstract double Value(RefTensor x, RefTarget target);

    /// <summary>d loss/d x.</summary>
    public abstract RefTensor Gradient(RefTensor x, RefTarget target);

    /// <summary>What a user of the network wants to see: x itself, or the probabilities where the loss contains a softmax.</summary>
    public virtual RefTensor Output(RefTensor x) => x;

    /// <summary>As <see cref="Operators.RefOperator.KinkDistance"/>.</summary>
    public virtual double KinkDistance(RefTensor x, RefTarget target) => double.PositiveInfinity;
}
