namespace CnnGen.Reference.Operators;

/// <summary>Zeros around the image, and channels of zeros beside its own.</summary>
public sealed class ZeroPad(int top, int bottom, int left, int right, int channelsBefore = 0, int channelsAfter = 0) : UnaryOperator
{
    public override RefTensor Forward(RefTensor input)
    {
        var output = new RefTensor(top + input.Height + bottom, left + input.Width + right, channelsBefore + input.Channels + channelsAfter);
        for (int h = 0; h < input.Height; h++)
        {
            for (int w = 0; w < input.Width; w++)
            {
                for (int c = 0; c < input.Channels; c++)
                {
                    output[top + h, left + w, channelsBefore + c] = input[h, w, c];
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
                    dInput[h, w, c] += dOutput[top + h, left + w, channelsBefore + c];
                }
            }
        }
    }
}
