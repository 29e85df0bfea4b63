namespace CnnGen.Reference.Operators;

/// <summary>The sum of values of one shape.</summary>
public sealed class Add : ImageOperator
{
    public override RefTensor Forward(IReadOnlyList<RefTensor> inputs)
    {
        RefTensor output = inputs[0].ZerosLike();
        foreach (RefTensor input in inputs)
        {
            if (!input.HasShapeOf(output))
            {
                throw new ArgumentException($"{output} and {input} cannot be added.");
            }

            for (int i = 0; i < output.Length; i++)
            {
                output.Values[i] += input.Values[i];
            }
        }

        return output;
    }

    public override void Backward(IReadOnlyList<RefTensor> inputs, RefTensor output, RefTensor dOutput, IReadOnlyList<RefTensor> dInputs)
    {
        foreach (RefTensor dInput in dInputs)
        {
            for (int i = 0; i < output.Length; i++)
            {
                dInput.Values[i] += dOutput.Values[i];
            }
        }
    }
}
