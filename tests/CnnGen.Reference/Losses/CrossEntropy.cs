namespace CnnGen.Reference.Losses;

/// <summary>−log x[label].</summary>
public sealed class CrossEntropy : RefLoss
{
    public override bool TakesLabel => true;

    public override double Value(RefTensor x, RefTarget target) => -Math.Log(x.Values[target.Label]);

    public override RefTensor Gradient(RefTensor x, RefTarget target)
    {
        RefTensor gradient = x.ZerosLike();
        gradient.Values[target.Label] = -1 / x.Values[target.Label];
        return gradient;
    }
}
