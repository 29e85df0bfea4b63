namespace CnnGen.Benchmarks.Networks.Blocks;

/// <summary>Expand six times, convolve each channel by itself, project; where the shape is kept, the input is added.</summary>
/// <param name="filters">Channels of the output.</param>
/// <param name="stride">Step of the depthwise convolution.</param>
[Conv("6 * input.Channels", 1, Bias = false, Name = "conv.0.0"), BatchNorm(Name = "conv.0.1"), Clip(0f, 6f)]
[Conv(
    "6 * input.Channels",
    3,
    Stride = nameof(stride),
    Padding = 1,
    Groups = "6 * input.Channels",
    Bias = false,
    Name = "conv.1.0"), BatchNorm(Name = "conv.1.1"), Clip(0f, 6f)]
[Conv(nameof(filters), 1, Bias = false, Name = "conv.2"), BatchNorm(Name = "conv.3"), Add("input", When = "stride == 1 && input.Channels == filters")]
public sealed class InvertedResidualAttribute(int filters, int stride = 1) : BlockAttribute;
