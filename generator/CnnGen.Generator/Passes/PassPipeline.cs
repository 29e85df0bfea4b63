using CnnGen.Generator.Ir;
using CnnGen.Generator.Operators.Shapes;

namespace CnnGen.Generator.Passes;

/// <summary>The passes in their order: from what was declared to what is planned.</summary>
internal static class PassPipeline
{
    /// <summary>From a declared network to what <c>Forward</c> computes.</summary>
    public static readonly IReadOnlyList<Pass> OfInference =
    [
        new(nameof(RemoveLoss), RemoveLoss.Run),
        new(nameof(RemoveDropout), RemoveDropout.Run),
        new(nameof(SplitElementAffine), SplitElementAffine.Run),
        new(nameof(DenseIntoConvolution), DenseIntoConvolution.Run),
        new(nameof(RemoveUnread), static graph => RemoveUnread.Run(graph, isTraining: false)),
        new(nameof(MergeEqual), MergeEqual.Run),
        new(nameof(FoldBatchNorm), FoldBatchNorm.Run),
        new(nameof(FuseIntoConvolution), static graph => FuseIntoConvolution.Run(graph, isTraining: false)),
        new(nameof(FuseIntoBatchNorm), static graph => FuseIntoBatchNorm.Run(graph, isTraining: false)),
    ];

    /// <summary>From a declared network with a loss to what one training step computes.</summary>
    public static readonly IReadOnlyList<Pass> OfTraining =
    [
        new(nameof(SplitElementAffine), SplitElementAffine.Run),
        new(nameof(FuseIntoConvolution), static graph => FuseIntoConvolution.Run(graph, isTraining: true)),
        new(nameof(FuseIntoDense), FuseIntoDense.Run),
        new(nameof(FuseIntoBatchNorm), static graph => FuseIntoBatchNorm.Run(graph, isTraining: true)),
        new(nameof(UseBatchStatistics), UseBatchStatistics.Run),
        new(nameof(GradientBuilder), static graph => GradientBuilder.Run(graph, new Add())),
        new(nameof(InputGradientIntoConvolution), InputGradientIntoConvolution.Run),
        new(nameof(FuseIntoInputGradient), FuseIntoInputGradient.Run),
        new(nameof(RemoveUnread), static graph => RemoveUnread.Run(graph, isTraining: true)),
        new(nameof(RecomputeCheckpoints), RecomputeCheckpoints.Run),
        new(nameof(KeepPoolArgMax), KeepPoolArgMax.Run),
    ];

    /// <summary>From a declared network to what an inspection computes: the value of every layer, and its gradient.</summary>
    public static readonly IReadOnlyList<Pass> OfInspection =
    [
        new(nameof(RemoveLoss), RemoveLoss.Run),
        new(nameof(RemoveDropout), RemoveDropout.Run),
        new(nameof(RecordLayers), RecordLayers.Run),
        new(nameof(SplitElementAffine), SplitElementAffine.Run),
        new(nameof(FuseIntoConvolution), static graph => FuseIntoConvolution.Run(graph, isTraining: true)),
        new(nameof(FuseIntoDense), FuseIntoDense.Run),
        new(nameof(FuseIntoBatchNorm), static graph => FuseIntoBatchNorm.Run(graph, isTraining: true)),
        new(nameof(GradientBuilder), static graph => GradientBuilder.Run(graph, new Add())),
        new(nameof(RemoveUnread), static graph => RemoveUnread.Run(graph, isTraining: true)),
        new(nameof(KeepPoolArgMax), KeepPoolArgMax.Run),
    ];

    /// <summary>The graph of <c>Forward</c>.</summary>
    public static NetworkGraph Inference(NetworkGraph graph) => Run(OfInference, graph);

    /// <summary>The graph of one training step: forward, loss and backward.</summary>
    public static NetworkGraph Training(NetworkGraph graph) => Run(OfTraining, graph);

    /// <summary>The graph of an inspection: forward, unfused, and the gradients of all values.</summary>
    public static NetworkGraph Inspection(NetworkGraph graph) => Run(OfInspection, graph);

    private static NetworkGraph Run(IReadOnlyList<Pass> passes, NetworkGraph graph)
    {
        foreach (Pass pass in passes)
        {
            graph = pass.Run(graph);
        }

        return graph;
    }
}
