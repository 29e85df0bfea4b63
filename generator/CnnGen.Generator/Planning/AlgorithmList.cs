using CnnGen.Generator.Algorithms;
using CnnGen.Generator.Algorithms.Activations;
using CnnGen.Generator.Algorithms.Convolutions.Depthwise;
using CnnGen.Generator.Algorithms.Convolutions.Direct;
using CnnGen.Generator.Algorithms.Convolutions.Gradients;
using CnnGen.Generator.Algorithms.Convolutions.Grouped;
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
using CnnGen.Generator.Machine;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Planning;

/// <summary>
/// Every algorithm, once. Those that apply to a node are priced by <see cref="Algorithm.Cycles"/> and the cheapest is taken; of two that cost the same, the one
/// that stands first, which is the simpler one. Reference loops are taken only where nothing else applies.
/// </summary>
internal static class AlgorithmList
{
    private static readonly Func<PlanningContext, Algorithm?>[] s_all =
    [
        DirectConvolution.TryPlan,
        DepthwiseConvolution.TryPlan,
        GroupedConvolution.TryPlan,
        PlanarConvolution.TryPlan,
        PlanarWinograd.TryPlan,
        StrassenConvolution.TryPlan,
        WinogradConvolution.TryPlan,
        WinogradBatchConvolution.TryPlan,
        ReferenceConvolution.TryPlan,
        ArgMaxWeightGradient.TryPlan,
        ArgMaxInputGradient.TryPlan,
        TransposedConvolutionScatter.TryPlan,
        ChannelSums.TryPlan,
        DepthwiseWeightGradient.TryPlan,
        DepthwiseInputGradient.TryPlan,
        ConvolutionWeightTiles.TryPlan,
        PanelWeightGradient.TryPlan,
        WinogradWeightGradient.TryPlan,
        ConvolutionInputScatter.TryPlan,
        DenseForward.TryPlan,
        DenseBackward.TryPlan,
        DenseOuterProduct.TryPlan,
        ExtremumPoolByRegions.TryPlan,
        AveragePoolByRegions.TryPlan,
        ReferenceExtremumPool.TryPlan,
        ReferenceAveragePool.TryPlan,
        GlobalAveragePoolSums.TryPlan,
        LocalResponseNormLoops.TryPlan,
        LayerNormLoops.TryPlan,
        LayerNormGradientLoops.TryPlan,
        ChannelGroupNormLoops.TryPlan,
        ChannelGroupNormGradientLoops.TryPlan,
        ElementAffineLoop.TryPlan,
        ElementAffineGradientLoop.TryPlan,
        ActivationLoop.TryPlan,
        PReluLoop.TryPlan,
        ScaleLoop.TryPlan,
        NormFactorsLoop.TryPlan,
        NormFactorsGradientLoop.TryPlan,
        ImageStatistics.TryPlan,
        BatchNormalizationLoop.TryPlan,
        BatchNormGradientSums.TryPlan,
        BatchNormInputGradientLoop.TryPlan,
        SoftmaxLoops.TryPlan,
        LogSoftmaxLoops.TryPlan,
        AddLoop.TryPlan,
        MultiplyLoop.TryPlan,
        ElementwiseJoinLoop.TryPlan,
        ElementwiseJoinGradientLoop.TryPlan,
        ConcatCopy.TryPlan,
        FlattenCopy.TryPlan,
        ZeroPadCopy.TryPlan,
        UpsampleLoops.TryPlan,
        AxisMappingTables.TryPlan,
        AxisMappingGradientTables.TryPlan,
        RearrangementCopy.TryPlan,
        AxisReductionLoops.TryPlan,
        AxisReductionGradientLoops.TryPlan,
        MaxPoolGradientByRegions.TryPlan,
        MaxPoolGradientScatter.TryPlan,
        AveragePoolGradientByRegions.TryPlan,
        ReferenceAveragePoolGradient.TryPlan,
        GlobalAveragePoolGradientLoop.TryPlan,
        ActivationGradientLoop.TryPlan,
        PReluGradientLoop.TryPlan,
        ScaleGradientLoop.TryPlan,
        SoftmaxGradientLoops.TryPlan,
        LogSoftmaxGradientLoops.TryPlan,
        ConcatGradientCopy.TryPlan,
        FlattenGradientCopy.TryPlan,
        ZeroPadGradientCopy.TryPlan,
        DropoutCall.TryPlan,
        LossCall.TryPlan,
        GivenGradientCopy.TryPlan,
        RecordCopy.TryPlan,
    ];

    /// <summary>The algorithm of a node and what it was compared with; null for the input, whose algorithm depends on who reads it.</summary>
    public static (Algorithm Algorithm, Choice Choice)? Choose(PlanningContext context)
    {
        if (context.Operator is InputOperator)
        {
            return null;
        }

        Algorithm? best = null;
        Algorithm? reference = null;
        List<(Algorithm Algorithm, double Cycles)> priced = [];
        foreach (Func<PlanningContext, Algorithm?> tryPlan in s_all)
        {
            if (tryPlan(context.KeepsRunnersUp ? context with { CyclesToBeat = double.MaxValue } : context) is not { } algorithm)
            {
                continue;
            }

            if (algorithm.IsReference)
            {
                reference ??= algorithm;
                continue;
            }

            double cycles = algorithm.Cycles(context);
            priced.Add((algorithm, cycles));
            if (best is null || cycles * algorithm.RequiredGain < context.CyclesToBeat)
            {
                best = algorithm;
                context = context with { CyclesToBeat = cycles };
            }
        }

        best ??= reference ?? throw new InvalidOperationException($"No algorithm for {context.Node.Name} ({context.Operator.Describe()}).");
        EquatableArray<RunnerUp> others = priced.Where(other => !ReferenceEquals(other.Algorithm, best)).OrderBy(other => other.Cycles)
            .Select(other => new RunnerUp(other.Algorithm.Describe(), other.Cycles)).ToEquatableArray();
        return (best, new Choice(context.CyclesToBeat, others));
    }
}
