namespace CnnGen.Reference.Operators;

/// <summary>log(eˣⁱ/Σ eˣʲ) over all values of the image.</summary>
public sealed class LogSoftmax : UnaryOperator
{
    public override RefTensor Forward(RefTensor input)
    {
        double largest = input.Values.Max();
        double logOfSum = largest + Math.Log(input.Values.Sum(x => Math.Exp(x - largest)));
        RefTensor output = input.ZerosLike();
        for (int i = 0; i < input.Length; i++)
        {
            output.Values[i] = input.Values[i] - logOfSum;
        }

        return output;
    }

    // ∂yᵢ/∂xⱼ = δᵢⱼ − exp(yⱼ). The gradients are added first, as PyTorch does: with ∞ among them that makes a difference.
    public override void Backward(RefTensor input, RefTensor output, RefTensor dOutput, RefTensor dInput)
    {
        double sum = dOutput.Values.Sum();
        for (int j = 0; j < output.Length; j++)
        {
            dInput.Values[j] += dOutput.Values[j] - (Math.Exp(output.Values[j]) * sum);
        }
    }
}
