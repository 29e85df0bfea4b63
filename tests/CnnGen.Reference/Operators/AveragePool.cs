namespace CnnGen.Reference.Operators;

/// <summary>The mean of each window, channel by channel; padding counts as zeros only if told, and what lies beyond the padding never.</summary>
public sealed class AveragePool(RefWindow window, bool countPadding) : UnaryOperator
{
    public override RefTensor Forward(RefTensor input)
    {
        RefTensor output = window.OutputFor(input, input.Channels);
        for (int oh = 0; oh < output.Height; oh++)
        {
            for (int ow = 0; ow < output.Width; ow++)
            {
                foreach ((int ih, int iw, _, _) in window.Pixels(input, oh, ow))
                {
                    for (int c = 0; c < output.Channels; c++)
                    {
                        output[oh, ow, c] += input[ih, iw, c] / Divisor(input, oh, ow);
                    }
                }
            }
        }

        return output;
    }

    public override void Backward(RefTensor input, RefTensor output, RefTensor dOutput, RefTensor dInput)
    {
        for (int oh = 0; oh < output.Height; oh++)
        {
            for (int ow = 0; ow < output.Width; ow++)
            {
                foreach ((int ih, int iw, _, _) in window.Pixels(input, oh, ow))
                {
                    for (int c = 0; c < output.Channels; c++)
                    {
                        dInput[ih, iw, c] += dOutput[oh, ow, c] / Divisor(input, oh, ow);
                    }
                }
            }
        }
    }

    private double Divisor(RefTensor input, int oh, int ow) =>
        countPadding ? window.Vertical.CountPadded(input.Height, oh) * window.Horizontal.CountPadded(input.Width, ow) : window.Pixels(input, oh, ow).Count();
}
