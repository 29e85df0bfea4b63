namespace CnnGen.Reference.Operators;

/// <summary>H×W×C as a vector, channel first: element (c·H + h)·W + w.</summary>
public sealed class Flatten : UnaryOperator
{
    public override RefTensor Forward(RefTensor input)
    {
        var output = new RefTensor(1, 1, input.Length);
        for (int c = 0; c < input.Channels; c++)
        {
            for (int h = 0; h < input.Height; h++)
            {
                for (int w = 0; w < input.Width; w++)
                {
                    output.Values[(((c * input.Height) + h) * input.Width) + w] = input[h, w, c];
                }
            }
        }

        return output;
    }

    public override void Backward(RefTensor input, RefTensor output, RefTensor dOutput, RefTensor dInput)
    {
        for (int c = 0; c < input.Channels; c++)
        {
            for (int h = 0; h < input.Height; h++)
            {
                for (int w = 0; w < input.Width; w++)
                {
                    dInput[h, w, c] += dOutput.Values[(((c * input.Height) + h) * input.Width) + w];
                }
            }
        }
    }
}
