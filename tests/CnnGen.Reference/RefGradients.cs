namespace CnnGen.Reference;

/// <summary>What a backward pass over a batch gives.</summary>
/// <param name="MeanLoss">The mean of the images' losses.</param>
/// <param name="Parameters">d mean loss/d parameter, by the parameter's full name.</param>
/// <param name="Sizes">The sum of the sizes of what each of these is a sum of.</param>
/// <param name="Inputs">d mean loss/d image, for each image.</param>
public sealed record RefGradients(
    double MeanLoss,
    IReadOnlyDictionary<string, double[]> Parameters,
    IReadOnlyDictionary<string, double[]> Sizes,
    IReadOnlyList<RefTensor> Inputs);
