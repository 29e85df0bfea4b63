namespace CnnGen.Benchmarks.Layers;

/// <summary>A convolution of a network that is trained, and all others of the same shape: for a batch, on one thread.</summary>
/// <param name="Input">The shape it reads.</param>
/// <param name="Convolution">Filters, kernel, stride and padding.</param>
/// <param name="Count">How many of them the network has.</param>
/// <param name="Flops">Multiplications and additions of each of the three parts of one of them, computed directly.</param>
/// <param name="Parts">Forward, gradient of the input, gradient of the weights; null where there is none.</param>
internal sealed record TrainedConvolution(string Input, string Convolution, int Count, double Flops, IReadOnlyList<ConvolutionPart?> Parts)
{
    /// <summary>What follows a layer's name in those of the nodes that compute the parts.</summary>
    public static IReadOnlyList<string> Suffixes { get; } = ["", " input gradient", " weight gradient"];
}

/// <summary>How one part of some convolutions is computed.</summary>
/// <param name="Algorithm">The algorithm.</param>
/// <param name="Seconds">Seconds of all of them, with everything that the algorithm does around its products.</param>
internal sealed record ConvolutionPart(string Algorithm, double Seconds);
