using CnnGen.Generator.Ir;

namespace CnnGen.Generator.Emission;

/// <summary>The numbers of a network that its class has as constants.</summary>
/// <param name="Input">Shape of an image.</param>
/// <param name="OutputLength">Values of an output.</param>
/// <param name="Parameters">Trainable parameters.</param>
/// <param name="MultiplyAdds">Multiply-adds of an image.</param>
/// <param name="ArenaBytes">Planned memory of one inference.</param>
internal readonly record struct NetworkSizes(TensorShape Input, int OutputLength, long Parameters, long MultiplyAdds, int ArenaBytes);
