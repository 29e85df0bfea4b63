namespace CnnGen.Reference.Losses;

/// <summary>The mean over the outputs of (x − target)².</summary>
public sealed class MeanSquaredError : RefLoss
{
    public override bool TakesLabel => false;

    public override double Value(RefTensor x, RefTarget target) => x.Values.Zip(target.Values, (a, b) => (a - b) * (a - b)).Average();

    public override RefTensor Gradient(RefTensor x, RefTarget target)
    {
        RefTensor gradient = x.ZerosLike();
        for (int i = 0; i < x.Length; i++)
        {
            gradient.Values[i] = 2 * (x.Values[i] - target.Values[i]) / x.Length;
        }

        return gradient;
    }
}
