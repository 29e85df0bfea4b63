namespace CnnGen.Reference.Operators;

/// <summary>
/// out[ih·s + kh·d − p, iw·s + kw·d − p, oc] += in[ih, iw, ic] · weight[ic, oc − first, kh, kw] for the output channels oc of the group that ic belongs to, of
/// which the first is first, on top of bias[oc]; what falls outside is lost.
/// </summary>
public sealed class TransposedConvolution : UnaryOperator
{
    private readonly RefWindow _window;
    private readonly (int Height, int Width) _outputPadding;
    private readonly int _filters;
    private readonly int _groups;
    private readonly RefParameter _weight;
    private readonly RefParameter? _bias;

    /// <param name="window">Kernel size, stride, dilation, and what is cut off.</param>
    /// <param name="outputPadding">Rows and columns that are added at the bottom and right.</param>
    /// <param name="inputChannels">Input channels.</param>
    /// <param name="filters">Output channels.</param>
    /// <param name="weight">[ic, oc / groups, kh, kw].</param>
    /// <param name="bias">[oc], or none.</param>
    /// <param name="groups">Groups of channels that do not see each other.</param>
    public TransposedConvolution(
        RefWindow window,
        (int Height, int Width) outputPadding,
        int inputChannels,
        int filters,
        double[] weight,
        double[]? bias,
        int groups = 1)
    {
        _window = window;
        _outputPadding = outputPadding;
        _filters = filters;
        _groups = groups;
        _weight = new RefParameter("weight", [inputChannels, filters / groups, window.Vertical.Size, window.Horizontal.Size], weight);
        _bias = bias is null ? null : new RefParameter("bias", [filters], bias);
    }

    public override IReadOnlyList<RefParameter> Parameters => _bias is null ? [_weight] : [_weight, _bias];

    /// <summary>Rows of the output: up to the last that the last window covers, without what is cut off, with what is added.</summary>
    public static int OutputSize(RefAxis axis, int n, int outputPadding) => axis.InputRow(n - 1, axis.Size - 1) + 1 - axis.After + outputPadding;

    public override RefTensor Forward(RefTensor input)
    {
        var output = new RefTensor(
            OutputSize(_window.Vertical, input.Height, _outputPadding.Height), OutputSize(_window.Horizontal, input.Width, _outputPadding.Width), _filters);
        for (int i = 0; i < output.Length; i++)
        {
            output.Values[i] = _bias is null ? 0 : _bias.Values[i % _filters];
        }

        foreach ((int ih, int iw, int ic, int oh, int ow, int oc, int weight) in Terms(input, output))
        {
            output[oh, ow, oc] += input[ih, iw, ic] * _weight.Values[weight];
        }

        return output;
    }

    public override void Backward(RefTensor input, RefTensor output, RefTensor dOutput, RefTensor dInput)
    {
        for (int i = 0; _bias is not null && i < dOutput.Length; i++)
        {
            _bias.Collect(i % _filters, dOutput.Values[i]);
        }

        foreach ((int ih, int iw, int ic, int oh, int ow, int oc, int weight) in Terms(input, output))
        {
            dInput[ih, iw, ic] += dOutput[oh, ow, oc] * _weight.Values[weight];
            _weight.Collect(weight, dOutput[oh, ow, oc] * input[ih, iw, ic]);
        }
    }

    private IEnumerable<(int Ih, int Iw, int Ic, int Oh, int Ow, int Oc, int Weight)> Terms(RefTensor input, RefTensor output)
    {
        int groupFilters = _filters / _groups;
        for (int ih = 0; ih < input.Height; ih++)
        {
            for (int iw = 0; iw < input.Width; iw++)
            {
                foreach ((int oh, int ow, int kh, int kw) in _window.Pixels(output, ih, iw))
                {
                    for (int ic = 0; ic < input.Channels; ic++)
                    {
                        int first = ic / (input.Channels / _groups) * groupFilters;
                        for (int o = 0; o < groupFilters; o++)
                        {
                            yield return (ih, iw, ic, oh, ow, first + o, _weight.At(ic, o, kh, kw));
                        }
                    }
                }
            }
        }
    }
}
