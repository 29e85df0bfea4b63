namespace CnnGen.Reference.Operators;

/// <summary>out[c] = in[c] / (k + α/n · Σ in[i]²)^β over the existing channels i from c − ⌊(n − 1)/2⌋ to c + ⌈(n − 1)/2⌉ of a pixel.</summary>
public sealed class LocalResponseNorm(int size, double alpha, double beta, double k) : UnaryOperator
{
    public override RefTensor Forward(RefTensor input)
    {
        RefTensor output = input.ZerosLike();
        foreach ((int h, int w, int c) in Places(input))
        {
            output[h, w, c] = input[h, w, c] / Math.Pow(Base(input, h, w, c), beta);
        }

        return output;
    }

    // ∂out[c]/∂in[i] = δ[c, i]·s[c]^−β − β·in[c]·s[c]^(−β−1)·2·α/n·in[i] for i in the window of c.
    public override void Backward(RefTensor input, RefTensor output, RefTensor dOutput, RefTensor dInput)
    {
        foreach ((int h, int w, int c) in Places(input))
        {
            double s = Base(input, h, w, c);
            dInput[h, w, c] += dOutput[h, w, c] * Math.Pow(s, -beta);
            foreach (int i in Window(input, c))
            {
                dInput[h, w, i] -= dOutput[h, w, c] * beta * input[h, w, c] * Math.Pow(s, -beta - 1) * 2 * alpha / size * input[h, w, i];
            }
        }
    }

    private double Base(RefTensor input, int h, int w, int c) => k + (alpha / size * Window(input, c).Sum(i => input[h, w, i] * input[h, w, i]));

    private IEnumerable<int> Window(RefTensor input, int c) =>
        Enumerable.Range(c - (int)Math.Floor((size - 1) / 2.0), size).Where(i => i >= 0 && i < input.Channels);

    private static IEnumerable<(int H, int W, int C)> Places(RefTensor x) =>
        from h in Enumerable.Range(0, x.Height) from w in Enumerable.Range(0, x.Width) from c in Enumerable.Range(0, x.Channels) select (h, w, c);
}
