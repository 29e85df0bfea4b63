namespace CnnGen.Reference.Operators;

/// <summary>
/// The extremum of each window, channel by channel. The gradient goes to the first one in row-major order; padding never wins. A NaN wins over every number,
/// the last one over the others.
/// </summary>
public abstract class ExtremumPool(RefWindow window) : UnaryOperator
{
    /// <summary>Whether <paramref name="x"/> displaces the extremum found so far.</summary>
    protected abstract bool Beats(double x, double extremum);

    public sealed override RefTensor Forward(RefTensor input)
    {
        RefTensor output = window.OutputFor(input, input.Channels);
        for (int oh = 0; oh < output.Height; oh++)
        {
            for (int ow = 0; ow < output.Width; ow++)
            {
                for (int c = 0; c < output.Channels; c++)
                {
                    (int ih, int iw) = Winner(input, oh, ow, c);
                    output[oh, ow, c] = input[ih, iw, c];
                }
            }
        }

        return output;
    }

    public sealed override void Backward(RefTensor input, RefTensor output, RefTensor dOutput, RefTensor dInput)
    {
        for (int oh = 0; oh < output.Height; oh++)
        {
            for (int ow = 0; ow < output.Width; ow++)
            {
                for (int c = 0; c < output.Channels; c++)
                {
                    (int ih, int iw) = Winner(input, oh, ow, c);
                    dInput[ih, iw, c] += dOutput[oh, ow, c];
                }
            }
        }
    }

    public sealed override double KinkDistance(IReadOnlyList<RefTensor> inputs)
    {
        RefTensor input = inputs[0];
        RefTensor output = Forward(input);
        double distance = double.PositiveInfinity;
        for (int oh = 0; oh < output.Height; oh++)
        {
            for (int ow = 0; ow < output.Width; ow++)
            {
                for (int c = 0; c < output.Channels; c++)
                {
                    double extremum = output[oh, ow, c];
                    IEnumerable<double> gaps = window.Pixels(input, oh, ow).Select(pixel => Math.Abs(input[pixel.Ih, pixel.Iw, c] - extremum));
                    distance = Math.Min(distance, Kink.SmallestPositive(gaps));
                }
            }
        }

        return Kink.RelativeTo(input, distance);
    }

    private (int Ih, int Iw) Winner(RefTensor input, int oh, int ow, int c)
    {
        (int Ih, int Iw)? winner = null;
        foreach ((int ih, int iw, _, _) in window.Pixels(input, oh, ow))
        {
            if (winner is not { } best || Beats(input[ih, iw, c], input[best.Ih, best.Iw, c]))
            {
                winner = (ih, iw);
            }
        }

        return winner ?? throw new ArgumentException($"The window of output ({oh}, {ow}) lies in the padding of the input {input}.");
    }
}
