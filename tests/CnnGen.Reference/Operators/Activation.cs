namespace CnnGen.Reference.Operators;

/// <summary>A function of each value by itself.</summary>
public abstract class Activation : UnaryOperator
{
    protected abstract double Value(double x);

    protected abstract double Derivative(double x);

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
            dInput.Values[i] += Derivative(input.Values[i]) * dOutput.Values[i];
        }
    }
}
