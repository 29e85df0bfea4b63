using CnnGen.Generator.Ir;

namespace CnnGen.Generator.Operators.Convolutions;

/// <summary>
/// dBias[c] += Σ dOut[h, w, c] over the pixels, where no other gradient computes it in passing. Reads (dOut); its result goes to the gradient.
/// </summary>
internal sealed record BiasGradient(ParameterSpec Bias) : Operator, IParameterGradient
{
    public override string Describe() => "gradient of the bias";
}
