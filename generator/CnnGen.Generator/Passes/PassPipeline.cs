using CnnGen.Generator.Ir;
using CnnGen.Generator.Operators.Shapes;

namespace CnnGen.Generator.Passes;

/// <summary>The passes in their order: from what was declared to what is planned.</summary>
internal static class PassPipeline
{
    /// <summary>The graph of <c>Forward</c>.</summary>
    public static NetworkGraph Inference(NetworkGraph graph)
    {
        graph = RemoveLoss.Run(graph);
        graph = RemoveDropout.Run(graph);
        graph = DenseIntoConvolution.Run(graph);
        graph = RemoveUnread.Run(graph, isTraining: false);
        graph = MergeEqual.Run(graph);
        graph = FoldBatchNorm.Run(graph);
        graph = FuseIntoConvolution.Run(graph, isTraining: false);
        graph = FuseIntoBatchNorm.Run(graph, isTraining: false);
        return graph;
    }

    /// <summary>The graph of one training step: forward, loss and backward.</summary>
    public static NetworkGraph Training(NetworkGraph graph)
    {
        graph = FuseIntoConvolution.Run(graph, isTraining: true);
        graph = FuseIntoDense.Run(graph);
        graph = FuseIntoBatchNorm.Run(graph, isTraining: true);
        graph = UseBatchStatistics.Run(graph);
        graph = GradientBuilder.Run(graph, new Add());
        graph = RemoveUnread.Run(graph, isTraining: true);
        graph = KeepPoolArgMax.Run(graph);
        return graph;
    }
}
