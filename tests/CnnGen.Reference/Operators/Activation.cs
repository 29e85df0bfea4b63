namespace CnnGen.Reference.Operators;

/// <summary>A function of each value by itself.</summary>
public abstract class Activation : UnaryOperator
{
    protected abstract double Value(double x);

    protected abstract double Derivative(double x);

    /// <summary>Whether the gradient is 0 whatever comes from above, NaN and ∞ included: PyTorch compares there and does not multiply.</summary>
    protected virtual bool IsFlat(double x) => false;

    public sealed override RefTensor Forward(RefTensor input)
    {
        RefTensor output = input.ZerosLike();
        for (int i = 0; i < input.Length; i++)
        {
            output.Values[i] = Value(input.Values[i]);
        }

        return output;
    }

    public sealed override void Backward(RefTensor input, RefTensor output, RefTensor dOutput, RefTensor dInput)
    {
        for (int i = 0; i < input.Length; i++)
        {
            dInput.Values[i] += IsFlat(input.Values[i]) ? 0 : Derivative(input.Values[i]) * dOutput.Values[i];
        }
    }
}
