namespace CnnGen.Reference.Losses;

/// <summary>The mean over the outputs of |x − target|; the gradient at equality and at NaN is 0.</summary>
public sealed class MeanAbsoluteError : RefLoss
{
    public override bool TakesLabel => false;

    public override double Value(RefTensor x, RefTarget target) => x.Values.Zip(target.Values, (a, b) => Math.Abs(a - b)).Average();

    public override RefTensor Gradient(RefTensor x, RefTarget target)
    {
        RefTensor gradient = x.ZerosLike();
        for (int i = 0; i < x.Length; i++)
        {
            gradient.Values[i] = (x.Values[i] > target.Values[i] ? 1.0 : x.Values[i] < target.Values[i] ? -1 : 0) / x.Length;
        }

        return gradient;
    }

    public override double KinkDistance(RefTensor x, RefTarget target) =>
        x.Values.Zip(target.Values, (a, b) => Math.Abs(a - b)).Min() / Math.Max(x.Values.Max(Math.Abs), 1e-30);
}
