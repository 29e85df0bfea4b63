using CnnGen.Generator.Ir;
using CnnGen.Generator.Operators.Activations;
using CnnGen.Generator.Operators.Convolutions;
using CnnGen.Generator.Operators.Pooling;
using CnnGen.Generator.Operators.Shapes;
using CnnGen.Geometry;

namespace CnnGen.Generator.Passes;

/// <summary>
/// Computes bias, residual, activation and non-overlapping max pooling of a convolution while its sums are in registers.
/// Before: plain convolutions. After: every convolution is a fused one; what it absorbed is gone. Residuals are added by inference only: the
/// backward pass has no rule for them, since an addition costs it nothing.
/// </summary>
internal static class FuseIntoConvolution
{
    // The sums of a pooling window stay in registers together, with a vector of weights and an input value.
    private const int LargestPool = 8;

    // Places of maxima that are walked in training read all weights of their window, each from the first cache, at a third of the speed of full tiles.
    private const int MostWeightsOfArgMax = 4096;

    public static NetworkGraph Run(NetworkGraph graph, bool isTraining) => new GraphRewriter(graph).Run((rewriter, i) =>
    {
        Node node = rewriter.Old(i);
        if (node.Operator is Convolution convolution)
        {
            rewriter.Keep(i, new FusedConvolution(convolution, null, null, KeepsArgMax: false));
            return true;
        }

        if (!isTraining && node.Operator is Add && node.Inputs.Count == 2)
        {
            return AddResidual(rewriter, i, node);
        }

        if (node.Inputs.Count != 1
            || !rewriter.IsInternal(node.Inputs[0])
            || rewriter.New(node.Inputs[0]).Operator is not FusedConvolution { Pool: null } fused)
        {
            return false;
        }

        switch (node.Operator)
        {
            case Activation { IsShort: true } activation when fused.Activation is null && !(isTraining && activation.GradientReadsInput):
                rewriter.MergeIntoProducer(i, fused with { Activation = activation });
                return true;
            case MaxPool pool when !fused.AddsResidual
                && IsFusable(pool, fused)
                && (!isTraining || PoolingPaysInTraining(fused, rewriter.New(node.Inputs[0]))):
                rewriter.MergeIntoProducer(i, fused with { Pool = pool, KeepsArgMax = isTraining });
                return true;
            default:
                return false;
        }
    });

    /// <summary>The operand that is computed last adds the other one, which is then there; a depthwise convolution has no room for it.</summary>
    private static bool AddResidual(GraphRewriter rewriter, int i, Node node)
    {
        (int first, int last) = (node.Inputs[0], node.Inputs[1]);
        if (rewriter.NewIndex(first) > rewriter.NewIndex(last))
        {
            (first, last) = (last, first);
        }

        if (rewriter.NewIndex(first) == rewriter.NewIndex(last) || !rewriter.IsInternal(last)
            || rewriter.New(last).Operator is not FusedConvolution { Activation: null, Pool: null, AddsResidual: false, Convolution.Groups: 1 } fused)
        {
            return false;
        }

        rewriter.MergeIntoProducer(i, last, fused with { AddsResidual = true }, first);
        return true;
    }

    // Depthwise convolution does not keep rows in registers, and walking winners pays where each sees every input channel.
    private static bool IsFusable(MaxPool pool, FusedConvolution fused) =>
        fused.Convolution.Groups == 1 && DoesNotOverlap(pool.Vertical) && DoesNotOverlap(pool.Horizontal) && pool.Vertical.F * pool.Horizontal.F <= LargestPool
        && (fused.Activation?.IsMonotonic ?? true);

    private static bool DoesNotOverlap(WindowAxis axis) => axis is { Before: 0, After: 0, D: 1, Overhang: 0 } && axis.F == axis.S;

    /// <summary>
    /// The backward pass of a pooled convolution walks the winners only, a quarter of the outputs. For large kernels the walk is slower than full tiles, and by
    /// far slower than Winograd's algorithm.
    /// </summary>
    private static bool PoolingPaysInTraining(FusedConvolution fused, Node node) =>
        fused.Convolution is { Vertical: { S: 1, D: 1 }, Horizontal: { S: 1, D: 1 } } && Weights(node) <= MostWeightsOfArgMax;

    private static int Weights(Node node) => node.Parameters.Count == 0 ? 0 : node.Parameters[0].Length;
}
