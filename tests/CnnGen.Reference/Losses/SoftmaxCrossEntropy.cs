using CnnGen.Reference.Operators;

namespace CnnGen.Reference.Losses;

/// <summary>−log softmax(x)[label].</summary>
public sealed class SoftmaxCrossEntropy : RefLoss
{
    public override bool TakesLabel => true;

    public override RefTensor Output(RefTensor x) => new Softmax().Forward(x);

    // log Σ eˣʲ − x[label], with the largest x taken out of the exponentials.
    public override double Value(RefTensor x, RefTarget target)
    {
        double largest = x.Values.Max();
        return largest + Math.Log(x.Values.Sum(v => Math.Exp(v - largest))) - x.Values[target.Label];
    }

    public override RefTensor Gradient(RefTensor x, RefTarget target)
    {
        RefTensor gradient = Output(x);
        gradient.Values[target.Label] -= 1;
        return gradient;
    }
}
