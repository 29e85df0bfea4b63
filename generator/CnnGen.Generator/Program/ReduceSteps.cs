namespace CnnGen.Generator.Program;

/// <summary>What the library makes of the contributions of all images at the end of a phase.</summary>
/// <param name="Contributions">Offset in the contributions of an image.</param>
/// <param name="Values">Offset in the values of the whole batch.</param>
internal abstract record ReduceStep(int Contributions, int Values);

/// <summary>Mean and variance of each channel, and what they make of the running averages.</summary>
/// <param name="Norm">The batch norm.</param>
/// <param name="Pixels">Pixels of an image.</param>
/// <param name="Momentum">Share of this batch in the running averages.</param>
/// <param name="Contributions">Offset in the contributions of an image.</param>
/// <param name="Values">Offset in the values of the whole batch.</param>
internal sealed record NormStatisticsStep(PlacedNorm Norm, int Pixels, float Momentum, int Contributions, int Values) : ReduceStep(Contributions, Values);

/// <summary>The gradient of γ and β, and what the gradient of the input subtracts.</summary>
/// <param name="Norm">The batch norm.</param>
/// <param name="Pixels">Pixels of an image.</param>
/// <param name="Statistics">Offset of the statistics in the values of the whole batch.</param>
/// <param name="Contributions">Offset in the contributions of an image.</param>
/// <param name="Values">Offset in the values of the whole batch.</param>
internal sealed record NormGradientsStep(PlacedNorm Norm, int Pixels, int Statistics, int Contributions, int Values) : ReduceStep(Contributions, Values);
