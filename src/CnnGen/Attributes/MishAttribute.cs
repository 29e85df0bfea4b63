namespace CnnGen;

/// <summary>x·tanh(log(1 + eˣ)).</summary>
/// <remarks>Source: D. Misra, "Mish: A Self Regularized Non-Monotonic Activation Function" (2019).</remarks>
public sealed class MishAttribute : LayerAttribute;
