namespace CnnGen;

/// <summary>−log x[label], for a network that ends in probabilities (<c>Softmax</c>).</summary>
public sealed class CrossEntropyAttribute : LabelLossAttribute;
