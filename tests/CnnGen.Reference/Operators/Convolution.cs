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
        int channels = input.Channels / _groups;
        int taps = _window.Vertical.Size * _window.Horizontal.Size;
        for (int oh = 0; oh < output.Height; oh++)
        {
            for (int ow = 0; ow < output.Width; ow++)
            {
                (int, int, int, int)[] pixels = [.. _window.Pixels(input, oh, ow)];
                for (int oc = 0; oc < output.Channels; oc++)
                {
                    double sum = _bias is null ? 0 : _bias.Values[oc];
                    foreach ((int ih, int iw, int kh, int kw) in pixels)
                    {
                        ReadOnlySpan<double> pixel = input.Pixel(ih, iw).Slice(FirstChannel(input, oc), channels);
                        int at = _weight.At(oc, 0, kh, kw);
                        for (int ic = 0; ic < pixel.Length; ic++, at += taps)
                        {
                            sum += pixel[ic] * _weight.Values[at];
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
        int channels = input.Channels / _groups;
        int taps = _window.Vertical.Size * _window.Horizontal.Size;
        for (int oh = 0; oh < output.Height; oh++)
        {
            for (int ow = 0; ow < output.Width; ow++)
            {
                (int, int, int, int)[] pixels = [.. _window.Pixels(input, oh, ow)];
                for (int oc = 0; oc < output.Channels; oc++)
                {
                    double g = dOutput[oh, ow, oc];
                    if (_bias is not null)
                    {
                        _bias.Collect(oc, g);
                    }

                    foreach ((int ih, int iw, int kh, int kw) in pixels)
                    {
                        ReadOnlySpan<double> pixel = input.Pixel(ih, iw).Slice(FirstChannel(input, oc), channels);
                        Span<double> dPixel = dInput.Pixel(ih, iw).Slice(FirstChannel(input, oc), channels);
                        int at = _weight.At(oc, 0, kh, kw);
                        for (int ic = 0; ic < pixel.Length; ic++, at += taps)
                        {
                            _weight.Collect(at, g * pixel[ic]);
                            dPixel[ic] += g * _weight.Values[at];
                        }
                    }
                }
            }
        }
    }

    private int FirstChannel(RefTensor input, int oc) => oc / (_filters / _groups) * (input.Channels / _groups);
}
