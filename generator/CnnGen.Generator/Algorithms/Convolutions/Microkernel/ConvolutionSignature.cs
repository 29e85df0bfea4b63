using CnnGen.Generator.Operators.Convolutions;
using CnnGen.Generator.Program;

namespace CnnGen.Generator.Algorithms.Convolutions.Microkernel;

/// <summary>The parameters that every algorithm for a convolution begins with: input, packed weights and bias, residual, output.</summary>
internal static class ConvolutionSignature
{
    /// <summary>The parameter for a convolution's second input.</summary>
    public static string SecondInput(FusedConvolution fused) =>
        fused.AddsResidual ? AddedTensor.Residual.Name : MultipliedByDerivative.Activated;

    /// <param name="node">The layer.</param>
    /// <param name="fused">What is computed.</param>
    /// <param name="weights">Offset of the packed weights.</param>
    /// <param name="bias">Offset of the packed bias; not read without one.</param>
    public static KernelSignature Of(NodeLowering node, FusedConvolution fused, int weights, int bias)
    {
        KernelSignature signature = new KernelSignature()
            .Floats("input", node.Input(0))
            .Floats("weights", new RegionArgument(Region.Packed, weights, 0));
        if (fused.Convolution.HasBias)
        {
            signature.Floats("bias", new RegionArgument(Region.Packed, bias, 0));
        }

        if (fused.HasSecondInput)
        {
            signature.Floats(SecondInput(fused), node.Input(1));
        }

        signature.Floats("output", node.Output());
        return fused.HasSecondInput && node.InputLayout(1) == node.OutputLayout ? signature.MayOverwrite(SecondInput(fused)) : signature;
    }
}
