using CnnGen.Generator.Algorithms;
using CnnGen.Generator.Algorithms.Activations;
using CnnGen.Generator.Algorithms.Convolutions.Depthwise;
using CnnGen.Generator.Algorithms.Convolutions.Direct;
using CnnGen.Generator.Algorithms.Convolutions.Gradients;
using CnnGen.Generator.Algorithms.Convolutions.Planar;
using CnnGen.Generator.Algorithms.Convolutions.Reference;
using CnnGen.Generator.Algorithms.Convolutions.Strassen;
using CnnGen.Generator.Algorithms.Convolutions.Transposed;
using CnnGen.Generator.Algorithms.Convolutions.Winograd;
using CnnGen.Generator.Algorithms.Elementwise;
using CnnGen.Generator.Algorithms.Gemm;
using CnnGen.Generator.Algorithms.Layouts;
using CnnGen.Generator.Algorithms.Losses;
using CnnGen.Generator.Algorithms.Normalization;
using CnnGen.Generator.Algorithms.Pooling;
using CnnGen.Generator.Ir;

namespace CnnGen.Generator.Planning;

/// <summary>The algorithms, best first. The first that accepts a node computes it; plain loops come last and accept everything.</summary>
internal static class AlgorithmList
{
    private static readonly Func<PlanningContext, Algorithm?>[] s_ordered =
    [
        PlanarAlgorithm.TryPlan,
        DepthwiseConvolution.TryPlan,
        WinogradConvolution.TryPlan,
        StrassenConvolution.TryPlan,
        DirectConvolution.TryPlan,
        ReferenceConvolution.TryPlan,
        ArgMaxWeightGradient.TryPlan,
        ArgMaxInputGradient.TryPlan,
        TransposedConvolutionScatter.TryPlan,
        ChannelSums.TryPlan,
        DepthwiseWeightGradient.TryPlan,
        DepthwiseInputGradient.TryPlan,
        ConvolutionWeightTiles.TryPlan,
        ConvolutionInputScatter.TryPlan,
        DenseForward.TryPlan,
        DenseBackward.TryPlan,
        DenseOuterProduct.TryPlan,
        PoolByRegions.TryPlan,
        ReferencePool.TryPlan,
        GlobalAveragePoolSums.TryPlan,
        LocalResponseNormLoops.TryPlan,
        ActivationLoop.TryPlan,
        NormFactorsLoop.TryPlan,
        ImageStatistics.TryPlan,
        BatchNormalizationLoop.TryPlan,
        BatchNormGradientSums.TryPlan,
        BatchNormInputGradientLoop.TryPlan,
        SoftmaxLoops.TryPlan,
        LogSoftmaxLoops.TryPlan,
        AddLoop.TryPlan,
        MultiplyLoop.TryPlan,
        ConcatCopy.TryPlan,
        FlattenCopy.TryPlan,
        ZeroPadCopy.TryPlan,
        UpsampleLoops.TryPlan,
        MaxPoolGradientByRegions.TryPlan,
        MaxPoolGradientScatter.TryPlan,
        AveragePoolGradientByRegions.TryPlan,
        ReferenceAveragePoolGradient.TryPlan,
        GlobalAveragePoolGradientLoop.TryPlan,
        ActivationGradientLoop.TryPlan,
        SoftmaxGradientLoops.TryPlan,
        LogSoftmaxGradientLoops.TryPlan,
        ConcatGradientCopy.TryPlan,
        FlattenGradientCopy.TryPlan,
        ZeroPadGradientCopy.TryPlan,
        DropoutCall.TryPlan,
        LossCall.TryPlan,
    ];

    /// <summary>The algorithm of a node; null for the input, whose algorithm depends on who reads it.</summary>
    public static Algorithm? Choose(PlanningContext context)
    {
        if (context.Operator is InputOperator)
        {
            return null;
        }

        foreach (Func<PlanningContext, Algorithm?> candidate in s_ordered)
        {
            if (candidate(context) is { } algorithm)
            {
                return algorithm;
            }
        }

        throw new InvalidOperationException($"No algorithm for {context.Node.Name} ({context.Operator.Describe()}).");
    }
}
