namespace CnnGen.Reference.Operators;

/// <summary>eˣⁱ/Σ eˣʲ over all values of the image.</summary>
public sealed class Softmax : UnaryOperator
{
    public override RefTensor Forward(RefTensor input)
    {
        double largest = input.Values.Max();
        double sum = input.Values.Sum(x => Math.Exp(x - largest));
        RefTensor output = input.ZerosLike();
        for (int i = 0; i < input.Length; i++)
        {
            output.Values[i] = Math.Exp(input.Values[i] - largest) / sum;
        }

        return output;
    }

    // ∂yᵢ/∂xⱼ = yᵢ·(δᵢⱼ − yⱼ)
    public override void Backward(RefTensor input, RefTensor output, RefTensor dOutput, RefTensor dInput)
    {
        double[] y = output.Values;
        for (int i = 0; i < y.Length; i++)
        {
            for (int j = 0; j < y.Length; j++)
            {
                dInput.Values[j] += dOutput.Values[i] * y[i] * ((i == j ? 1 : 0) - y[j]);
            }
        }
    }
}
