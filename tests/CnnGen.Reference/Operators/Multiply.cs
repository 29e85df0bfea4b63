namespace CnnGen.Reference.Operators;

/// <summary>The product of values of one shape; an operand of one pixel is used at every pixel.</summary>
public sealed class Multiply : ImageOperator
{
    public override RefTensor Forward(IReadOnlyList<RefTensor> inputs)
    {
        RefTensor output = inputs.MaxBy(input => input.Height * input.Width)!.ZerosLike();
        for (int i = 0; i < output.Length; i++)
        {
            output.Values[i] = Product(inputs, i, except: -1);
        }

        return output;
    }

    public override void Backward(IReadOnlyList<RefTensor> inputs, RefTensor output, RefTensor dOutput, IReadOnlyList<RefTensor> dInputs)
    {
        for (int operand = 0; operand < inputs.Count; operand++)
        {
            for (int i = 0; i < output.Length; i++)
            {
                dInputs[operand].Values[i % dInputs[operand].Length] += dOutput.Values[i] * Product(inputs, i, operand);
            }
        }
    }

    // Channels are innermost, so the remainder is a pixel's channel in an operand of one pixel and the place itself in the others.
    private static double Product(IReadOnlyList<RefTensor> inputs, int i, int except)
    {
        double product = 1;
        for (int operand = 0; operand < inputs.Count; operand++)
        {
            product *= operand == except ? 1 : inputs[operand].Values[i % inputs[operand].Length];
        }

        return product;
    }
}
