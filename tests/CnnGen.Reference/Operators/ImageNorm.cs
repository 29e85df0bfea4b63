namespace CnnGen.Reference.Operators;

/// <summary>Values in sets, each with its own mean and variance: y = (x − μ)/√(σ² + ε) · weight + bias.</summary>
public abstract class ImageNorm : UnaryOperator
{
    private readonly double _epsilon;
    private readonly RefParameter[] _parameters;

    /// <param name="shape">Shape of weight and bias.</param>
    /// <param name="weight">Factors, or null for none.</param>
    /// <param name="bias">Summands, or null where there are no weights.</param>
    /// <param name="epsilon">Added to the variance.</param>
    protected ImageNorm(int[] shape, double[]? weight, double[]? bias, double epsilon)
    {
        _epsilon = epsilon;
        _parameters = weight is null ? [] : [new RefParameter("weight", shape, weight), new RefParameter("bias", shape, bias!)];
    }

    public override IReadOnlyList<RefParameter> Parameters => _parameters;

    /// <summary>The number of the set that a value belongs to.</summary>
    protected abstract int SetOf(RefTensor x, int h, int w, int c);

    /// <summary>The index of a value's weight.</summary>
    protected virtual int WeightOf(RefTensor x, int h, int w, int c) => c;

    public override RefTensor Forward(RefTensor input)
    {
        RefTensor output = input.ZerosLike();
        foreach ((int H, int W, int C)[] set in Sets(input))
        {
            (double mean, double factor) = Statistics(input, set);
            foreach ((int h, int w, int c) in set)
            {
                double x = (input[h, w, c] - mean) * factor;
                int at = WeightOf(input, h, w, c);
                output[h, w, c] = _parameters.Length == 0 ? x : (x * _parameters[0].Values[at]) + _parameters[1].Values[at];
            }
        }

        return output;
    }

    // With x̂ = (x − μ)·s, s = 1/√(σ² + ε), g = weight·dOut and n values: ∂L/∂x = s·(g − Σg/n − x̂·Σ(g·x̂)/n).
    public override void Backward(RefTensor input, RefTensor output, RefTensor dOutput, RefTensor dInput)
    {
        foreach ((int H, int W, int C)[] set in Sets(input))
        {
            (double mean, double factor) = Statistics(input, set);
            (double sum, double product) = (0, 0);
            foreach ((int h, int w, int c) in set)
            {
                double x = (input[h, w, c] - mean) * factor;
                int at = WeightOf(input, h, w, c);
                double g = dOutput[h, w, c] * (_parameters.Length == 0 ? 1 : _parameters[0].Values[at]);
                sum += g;
                product += g * x;
                if (_parameters.Length > 0)
                {
                    _parameters[0].Collect(at, dOutput[h, w, c] * x);
                    _parameters[1].Collect(at, dOutput[h, w, c]);
                }
            }

            foreach ((int h, int w, int c) in set)
            {
                double x = (input[h, w, c] - mean) * factor;
                double g = dOutput[h, w, c] * (_parameters.Length == 0 ? 1 : _parameters[0].Values[WeightOf(input, h, w, c)]);
                dInput[h, w, c] += factor * (g - (sum / set.Length) - (x * product / set.Length));
            }
        }
    }

    private (double Mean, double Factor) Statistics(RefTensor x, (int H, int W, int C)[] set)
    {
        double mean = set.Average(place => x[place.H, place.W, place.C]);
        double variance = set.Average(place => Math.Pow(x[place.H, place.W, place.C] - mean, 2));
        return (mean, 1 / Math.Sqrt(variance + _epsilon));
    }

    private IEnumerable<(int H, int W, int C)[]> Sets(RefTensor x) =>
        from h in Enumerable.Range(0, x.Height)
        from w in Enumerable.Range(0, x.Width)
        from c in Enumerable.Range(0, x.Channels)
        group (h, w, c) by SetOf(x, h, w, c) into set
        select set.ToArray();
}
