using CnnGen.Generator.Graph;
using CnnGen.Generator.Operators;
using CnnGen.Geometry;

namespace CnnGen.Generator.Passes;

/// <summary>
/// Computes bias, activation and non-overlapping max pooling of a convolution while its sums are in registers.
/// Before: plain convolutions. After: every convolution is a fused one; what it absorbed is gone.
/// </summary>
internal static class FuseIntoConvolution
{
    // The sums of a pooling window stay in registers together, with a vector of weights and an input value.
    private const int LargestPool = 8;

    public static NetworkGraph Run(NetworkGraph graph, bool isTraining) => new GraphRewriter(graph).Run((rewriter, i) =>
    {
        Node node = rewriter.Old(i);
        if (node.Operator is Convolution convolution)
        {
            rewriter.Keep(i, new FusedConvolution(convolution, null, null, KeepsWinners: false));
            return true;
        }

        if (node.Inputs.Count != 1 || !rewriter.IsInternal(node.Inputs[0]) || rewriter.New(node.Inputs[0]).Operator is not FusedConvolution { Pool: null } fused)
        {
            return false;
        }

        switch (node.Operator)
        {
            case Activation activation when fused.Activation is null && !(isTraining && activation.GradientReadsInput):
                rewriter.MergeIntoProducer(i, fused with { Activation = activation });
                return true;
            case MaxPool pool when IsFusable(pool, fused) && (!isTraining || PoolingPaysInTraining(fused, rewriter.Old(rewriter.Old(i).Inputs[0]))):
                rewriter.MergeIntoProducer(i, fused with { Pool = pool, KeepsWinners = isTraining });
                return true;
            default:
                return false;
        }
    });

    // Depthwise convolution does not keep rows in registers, and walking winners pays where each sees every input channel.
    private static bool IsFusable(MaxPool pool, FusedConvolution fused) =>
        fused.Convolution.Groups == 1 && DoesNotOverlap(pool.Vertical) && DoesNotOverlap(pool.Horizontal) && pool.Vertical.F * pool.Horizontal.F <= LargestPool
        && (fused.Activation?.IsMonotonic ?? true);

    private static bool DoesNotOverlap(WindowAxis axis) => axis is { Before: 0, After: 0, D: 1 } && axis.F == axis.S;

    /// <summary>
    /// The backward pass of a pooled convolution walks the winners only, with its weights in the first cache. For large kernels the walk
    /// is slower than full tiles.
    /// </summary>
    private static bool PoolingPaysInTraining(FusedConvolution fused, Node node) =>
        fused.Convolution is { Vertical: { S: 1, D: 1 }, Horizontal: { S: 1, D: 1 } } && Weights(node) <= 16384;

    private static int Weights(Node node) => node.Parameters.Count == 0 ? 0 : node.Parameters[0].Length;
}
