namespace CnnGen.Reference.Operators;

/// <summary>The mean of each channel over all pixels.</summary>
public sealed class GlobalAveragePool : UnaryOperator
{
    public override RefTensor Forward(RefTensor input)
    {
        var output = new RefTensor(1, 1, input.Channels);
        for (int h = 0; h < input.Height; h++)
        {
            for (int w = 0; w < input.Width; w++)
            {
                for (int c = 0; c < input.Channels; c++)
                {
                    output[0, 0, c] += input[h, w, c] / (input.Height * input.Width);
                }
            }
        }

        return output;
    }

    public override void Backward(RefTensor input, RefTensor output, RefTensor dOutput, RefTensor dInput)
    {
        for (int h = 0; h < input.Height; h++)
        {
            for (int w = 0; w < input.Width; w++)
            {
                for (int c = 0; c < input.Channels; c++)
                {
                    dInput[h, w, c] += dOutput[0, 0, c] / (input.Height * input.Width);
                }
            }
        }
    }
}
