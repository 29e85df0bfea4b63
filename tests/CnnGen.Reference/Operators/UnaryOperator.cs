namespace CnnGen.Reference.Operators;

/// <summary>An operator with one input.</summary>
public abstract class UnaryOperator : ImageOperator
{
    public abstract RefTensor Forward(RefTensor input);

    public abstract void Backward(RefTensor input, RefTensor output, RefTensor dOutput, RefTensor dInput);

    public sealed override RefTensor Forward(IReadOnlyList<RefTensor> inputs) => Forward(inputs[0]);

    public sealed override void Backward(IReadOnlyList<RefTensor> inputs, RefTensor output, RefTensor dOutput, IReadOnlyList<RefTensor> dInputs) =>
        Backward(inputs[0], output, dOutput, dInputs[0]);
}
