namespace CnnGen.Reference.Operators;

/// <summary>weight[c]·x + bias[c]; without a bias nothing is added.</summary>
public sealed class Scale(double[] weight, double[]? bias = null) : UnaryOperator
{
    private readonly RefParameter _weight = new("weight", [weight.Length], weight);
    private readonly RefParameter? _bias = bias is null ? null : new("bias", [bias.Length], bias);

    public override IReadOnlyList<RefParameter> Parameters => _bias is null ? [_weight] : [_weight, _bias];

    public override RefTensor Forward(RefTensor input)
    {
        RefTensor output = input.ZerosLike();
        Each(input, (h, w, c) => output[h, w, c] = (_weight.Values[c] * input[h, w, c]) + (_bias?.Values[c] ?? 0));
        return output;
    }

    public override void Backward(RefTensor input, RefTensor output, RefTensor dOutput, RefTensor dInput) => Each(input, (h, w, c) =>
    {
        dInput[h, w, c] += _weight.Values[c] * dOutput[h, w, c];
        _weight.Collect(c, input[h, w, c] * dOutput[h, w, c]);
        _bias?.Collect(c, dOutput[h, w, c]);
    });

    private static void Each(RefTensor tensor, Action<int, int, int> body)
    {
        for (int h = 0; h < tensor.Height; h++)
        {
            for (int w = 0; w < tensor.Width; w++)
            {
                for (int c = 0; c < tensor.Channels; c++)
                {
                    body(h, w, c);
                }
            }
        }
    }
}
