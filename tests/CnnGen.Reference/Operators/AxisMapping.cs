namespace CnnGen.Reference.Operators;

/// <summary>
/// Rows and columns of the output as weighted sums of those of the input: out[oh, ow, c] = Σ vertical[oh, h] · horizontal[ow, w] · in[h, w, c].
/// </summary>
/// <param name="vertical">A row of weights for each row of the output.</param>
/// <param name="horizontal">The same for columns.</param>
public sealed class AxisMapping(double[][] vertical, double[][] horizontal) : UnaryOperator
{
    /// <summary>The matrix of an axis that takes one pixel for each output.</summary>
    public static double[][] Selection(int n, IEnumerable<int> sources) =>
        [.. sources.Select(source => Enumerable.Range(0, n).Select(i => i == source ? 1.0 : 0).ToArray())];

    /// <summary>
    /// The matrix of an axis where a kernel, moved to each output's place, gives the weights of all pixels; those at the edge stand for what is outside of
    /// them.
    /// </summary>
    public static double[][] Interpolation(int n, IEnumerable<double> places, Func<double, double> kernel) => [.. places.Select(place =>
    {
        double[] weights = new double[n];
        for (int i = -4; i < n + 4; i++)
        {
            weights[Math.Clamp(i, 0, n - 1)] += kernel(place - i);
        }

        return weights;
    })];

    public override RefTensor Forward(RefTensor input)
    {
        var output = new RefTensor(vertical.Length, horizontal.Length, input.Channels);
        Each(input, (oh, ow, h, w, weight) =>
        {
            for (int c = 0; c < input.Channels; c++)
            {
                output[oh, ow, c] += weight * input[h, w, c];
            }
        });
        return output;
    }

    public override void Backward(RefTensor input, RefTensor output, RefTensor dOutput, RefTensor dInput) => Each(input, (oh, ow, h, w, weight) =>
    {
        for (int c = 0; c < input.Channels; c++)
        {
            dInput[h, w, c] += weight * dOutput[oh, ow, c];
        }
    });

    private void Each(RefTensor input, Action<int, int, int, int, double> body)
    {
        for (int oh = 0; oh < vertical.Length; oh++)
        {
            for (int ow = 0; ow < horizontal.Length; ow++)
            {
                for (int h = 0; h < input.Height; h++)
                {
                    for (int w = 0; w < input.Width; w++)
                    {
                        if (vertical[oh][h] * horizontal[ow][w] != 0)
                        {
                            body(oh, ow, h, w, vertical[oh][h] * horizontal[ow][w]);
                        }
                    }
                }
            }
        }
    }
}
