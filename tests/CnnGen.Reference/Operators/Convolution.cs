namespace CnnGen.Reference.Operators;

/// <summary>
/// out[oh, ow, oc] = bias[oc] + Σ in[oh·s + kh·d − p, ow·s + kw·d − p, ic] · weight[oc, ic − first, kh, kw] over the input channels ic of the
/// group that oc belongs to, of which the first is first.
/// </summary>
public sealed class Convolution : UnaryOperator
{
    private readonly RefWindow _window;
    private readonly int _filters;
    private readonly int _groups;
    private readonly RefParameter _weight;
    private readonly RefParameter? _bias;

    /// <param name="window">Kernel size, stride, padding and dilation.</param>
    /// <param name="inputChannels">Input channels.</param>
    /// <param name="filters">Output channels.</param>
    /// <param name="weight">[oc, ic / groups, kh, kw].</param>
    /// <param name="bias">[oc], or none.</param>
    /// <param name="groups">Groups of channels that do not see each other.</param>
    public Convolution(RefWindow window, int inputChannels, int filters, double[] weight, double[]? bias, int groups = 1)
    {
        _window = window;
        _filters = filters;
        _groups = groups;
        _weight = new RefParameter("weight", [filters, inputChannels / groups, window.Vertical.Size, window.Horizontal.Size], weight);
        _bias = bias is null ? null : new RefParameter("bias", [filters], bias);
    }

    public override IReadOnlyList<RefParameter> Parameters => _bias is null ? [_weight] : [_weight, _bias];

    public override RefTensor Forward(RefTensor input)
    {
        RefTensor output = _window.OutputFor(input, _filters);
        for (int oh = 0; oh < output.Height; oh++)
        {
            for (int ow = 0; ow < output.Width; ow++)
            {
                for (int oc = 0; oc < output.Channels; oc++)
                {
                    double sum = _bias is null ? 0 : _bias.Values[oc];
                    foreach ((int ih, int iw, int kh, int kw) in _window.Pixels(input, oh, ow))
                    {
                        for (int ic = 0; ic < input.Channels / _groups; ic++)
                        {
                            sum += input[ih, iw, FirstChannel(input, oc) + ic] * _weight.Values[_weight.At(oc, ic, kh, kw)];
                        }
                    }

                    output[oh, ow, oc] = sum;
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
                for (int oc = 0; oc < output.Channels; oc++)
                {
                    double g = dOutput[oh, ow, oc];
                    if (_bias is not null)
                    {
                        _bias.Collect(oc, g);
                    }

                    foreach ((int ih, int iw, int kh, int kw) in _window.Pixels(input, oh, ow))
                    {
                        for (int ic = 0; ic < input.Channels / _groups; ic++)
                        {
                            int at = _weight.At(oc, ic, kh, kw);
                            _weight.Collect(at, g * input[ih, iw, FirstChannel(input, oc) + ic]);
                            dInput[ih, iw, FirstChannel(input, oc) + ic] += g * _weight.Values[at];
                        }
                    }
                }
            }
        }
    }

    private int FirstChannel(RefTensor input, int oc) => oc / (_filters / _groups) * (input.Channels / _groups);
}
