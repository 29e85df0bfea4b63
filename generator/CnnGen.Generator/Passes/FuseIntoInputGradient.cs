using CnnGen.Generator.Ir;
using CnnGen.Generator.Operators.Activations;
using CnnGen.Generator.Operators.Convolutions;
using CnnGen.Generator.Operators.Shapes;

namespace CnnGen.Generator.Passes;

/// <summary>
/// Training: a convolution that is the gradient of an input takes what comes after it into its epilogue, the derivative of the activation before it or the sum
/// with another gradient of the same value; one of the two, since it has one more input. Before: gradients of inputs are convolutions where they can be. After:
/// such passes over a value are left where the gradient is no convolution, or where something else reads it.
/// </summary>
internal static class FuseIntoInputGradient
{
    // What the derivative needs must not take registers from accumulators.
    private const int MostRegisters = 2;

    public static NetworkGraph Run(NetworkGraph graph) => new GraphRewriter(graph).Run((rewriter, i) => rewriter.Old(i) switch
    {
        { Operator: ActivationGradient { Activation: { IsShort: true, Registers: <= MostRegisters } activation }, Inputs: [int kept, int gradient] } =>
            TryMerge(rewriter, i, gradient, kept, convolution => convolution with { GradientOf = activation }),
        { Operator: Add, Inputs: [int first, int last] } when rewriter.NewIndex(first) != rewriter.NewIndex(last) =>
            rewriter.NewIndex(first) < rewriter.NewIndex(last)
                ? TryMerge(rewriter, i, last, first, convolution => convolution with { AddsResidual = true })
                : TryMerge(rewriter, i, first, last, convolution => convolution with { AddsResidual = true }),
        _ => false,
    });

    /// <summary>Merges a node into the gradient that it reads, which then reads a further value, computed before it.</summary>
    private static bool TryMerge(GraphRewriter rewriter, int i, int gradient, int further, Func<FusedConvolution, FusedConvolution> merge)
    {
        if (!rewriter.IsInternal(gradient)
            || rewriter.New(gradient).Operator is not FusedConvolution
            {
                RotatesWeight: true, HasSecondInput: false, Activation: null, Pool: null, Convolution.Groups: 1,
            } convolution
            || rewriter.NewIndex(further) >= rewriter.NewIndex(gradient))
        {
            return false;
        }

        rewriter.MergeIntoProducer(i, gradient, merge(convolution), further);
        return true;
    }
}
