namespace CnnGen.Reference.Operators;

/// <summary>In training each value is multiplied by its factor, 0 or 1/(1 − rate), which the test gives; in inference nothing happens.</summary>
public sealed class Dropout : RefOperator
{
    /// <summary>The factors of each image of the next batch; null stands for 1 everywhere.</summary>
    public IReadOnlyList<RefTensor>? Factors { get; set; }

    public override RefTensor[] Forward(IReadOnlyList<RefTensor[]> inputs, bool training) =>
        training && Factors is not null ? [.. inputs[0].Select((input, image) => Product(input, Factors[image]))] : inputs[0];

    public override void Backward(IReadOnlyList<RefTensor[]> inputs, RefTensor[] outputs, RefTensor[] dOutputs, IReadOnlyList<RefTensor[]> dInputs)
    {
        for (int image = 0; image < outputs.Length; image++)
        {
            RefTensor d = Factors is null ? dOutputs[image] : Product(dOutputs[image], Factors[image]);
            for (int i = 0; i < d.Length; i++)
            {
                dInputs[0][image].Values[i] += d.Values[i];
            }
        }
    }

    private static RefTensor Product(RefTensor x, RefTensor factors)
    {
        RefTensor product = x.ZerosLike();
        for (int i = 0; i < x.Length; i++)
        {
            product.Values[i] = x.Values[i] * factors.Values[i];
        }

        return product;
    }
}
