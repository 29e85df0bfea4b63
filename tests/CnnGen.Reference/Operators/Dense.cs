namespace CnnGen.Reference.Operators;

/// <summary>out[o] = bias[o] + Σ weight[o, i] · in[i], over a vector: put <see cref="Flatten"/> before it.</summary>
public sealed class Dense : UnaryOperator
{
    private readonly int _units;
    private readonly RefParameter _weight;
    private readonly RefParameter? _bias;

    /// <param name="inputs">Length of the input vector.</param>
    /// <param name="units">Length of the output vector.</param>
    /// <param name="weight">[out, in].</param>
    /// <param name="bias">[out], or none.</param>
    public Dense(int inputs, int units, double[] weight, double[]? bias)
    {
        _units = units;
        _weight = new RefParameter("weight", [units, inputs], weight);
        _bias = bias is null ? null : new RefParameter("bias", [units], bias);
    }

    public override IReadOnlyList<RefParameter> Parameters => _bias is null ? [_weight] : [_weight, _bias];

    public override RefTensor Forward(RefTensor input)
    {
        var output = new RefTensor(1, 1, _units);
        for (int o = 0; o < _units; o++)
        {
            double sum = _bias is null ? 0 : _bias.Values[o];
            for (int i = 0; i < input.Length; i++)
            {
                sum += _weight.Values[_weight.At(o, i)] * input.Values[i];
            }

            output.Values[o] = sum;
        }

        return output;
    }

    public override void Backward(RefTensor input, RefTensor output, RefTensor dOutput, RefTensor dInput)
    {
        for (int o = 0; o < _units; o++)
        {
            double g = dOutput.Values[o];
            if (_bias is not null)
            {
                _bias.Collect(o, g);
            }

            for (int i = 0; i < input.Length; i++)
            {
                _weight.Collect(_weight.At(o, i), g * input.Values[i]);
                dInput.Values[i] += g * _weight.Values[_weight.At(o, i)];
            }
        }
    }
}
