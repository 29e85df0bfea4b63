namespace CnnGen.Reference.Operators;

/// <summary>Zeros around the image.</summary>
public sealed class ZeroPad(int top, int bottom, int left, int right) : UnaryOperator
{
    public override RefTensor Forward(RefTensor input)
    {
        var output = new RefTensor(top + input.Height + bottom, left + input.Width + right, input.Channels);
        for (int h = 0; h < input.Height; h++)
        {
            for (int w = 0; w < input.Width; w++)
            {
                for (int c = 0; c < input.Channels; c++)
                {
                    output[top + h, left + w, c] = input[h, w, c];
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
                    dInput[h, w, c] += dOutput[top + h, left + w, c];
                }
            }
        }
    }
}
