using CnnGen.Reference.Operators;

namespace CnnGen.Reference;

/// <summary>An operator applied to values of the graph.</summary>
/// <param name="Name">Prefix of its parameters' names: <c>conv1</c>.</param>
/// <param name="Operator">What it computes.</param>
/// <param name="Inputs">Indices of values; value 0 is the image, value k + 1 the output of layer k.</param>
public sealed record RefLayer(string Name, RefOperator Operator, IReadOnlyList<int> Inputs);
