using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Operators.Convolutions;

/// <summary>
/// dWeight[oc, ic, kh, kw] += dOut[oh, ow, oc] · in[…, ic], dBias[oc] += dOut, over pixels and images. Reads (in, dOut); its result goes to the gradient.
/// </summary>
internal sealed record ConvolutionWeightGradient(Convolution Convolution, EquatableArray<ParameterSpec> Tensors) : Operator, IParameterGradient
{
    public override string Describe() => Convolution.Describe() + ", gradient of weights";
}

/// <summary>dIn[…, ic] = Σ dOut[oh, ow, oc] · weight[oc, ic, kh, kw]. Reads (dOut).</summary>
internal sealed record ConvolutionInputGradient(Convolution Convolution, ParameterSpec Weight) : Operator
{
    public override string Describe() => Convolution.Describe() + ", gradient of input";
}

/// <summary>
/// The weight gradient of a convolution under max pooling: only the winner of each window has a gradient.
/// Reads (in, dPooled, the node that kept the winners); its result goes to the gradient.
/// </summary>
internal sealed record PooledWeightGradient(FusedConvolution Fused, EquatableArray<ParameterSpec> Tensors) : Operator, IParameterGradient
{
    public override string Describe() => Fused.Convolution.Describe() + ", gradient of weights through the winners of max pooling";
}

/// <summary>The input gradient of a convolution under max pooling. Reads (dPooled, the node that kept the winners).</summary>
internal sealed record PooledInputGradient(FusedConvolution Fused, ParameterSpec Weight) : Operator
{
    public override string Describe() => Fused.Convolution.Describe() + ", gradient of input through the winners of max pooling";
}
