namespace CnnGen.Reference.Operators;

/// <summary>x where positive, else weight[c]·x; the derivative at 0 is the slope.</summary>
public sealed class PRelu(double[] weight) : UnaryOperator
{
    private readonly RefParameter _weight = new("weight", [weight.Length], weight);

    public override IReadOnlyList<RefParameter> Parameters => [_weight];

    public override double KinkDistance(IReadOnlyList<RefTensor> inputs) => Kink.DistanceFromZero(inputs[0]);

    public override RefTensor Forward(RefTensor input)
    {
        RefTensor output = input.ZerosLike();
        Each(input, (h, w, c) => output[h, w, c] = input[h, w, c] > 0 ? input[h, w, c] : _weight.Values[c] * input[h, w, c]);
        return output;
    }

    public override void Backward(RefTensor input, RefTensor output, RefTensor dOutput, RefTensor dInput) => Each(input, (h, w, c) =>
    {
        if (input[h, w, c] > 0)
        {
            dInput[h, w, c] += dOutput[h, w, c];
        }
        else
        {
            dInput[h, w, c] += _weight.Values[c] * dOutput[h, w, c];
            _weight.Collect(c, input[h, w, c] * dOutput[h, w, c]);
        }
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
