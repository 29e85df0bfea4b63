using CnnGen.Generator.Blocks;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Ir;

namespace CnnGen.Generator.Graph;

/// <summary>Blocks whose values are computed once more in the backward pass instead of being kept.</summary>
internal static class CheckpointRule
{
    private const string Property = "Checkpointing";

    /// <summary>The <see cref="Node.Checkpoint"/> of a layer: the outermost use of a block with checkpointing that it is part of; 0 for none.</summary>
    public static int BlockOf(ExpandedItem layer, IReadOnlyList<ExpandedItem> items)
    {
        BlockInstance? block = layer.Owner.Chain.FirstOrDefault(instance => instance.Use >= 0 && items[instance.Use].Spec.IsCheckpointed);
        return block is null ? 0 : block.Use + 1;
    }

    /// <summary>Reports blocks of a network that is never trained.</summary>
    public static void Report(string network, NetworkGraph graph, IReadOnlyList<ExpandedItem> items, LayerNames names, List<Problem> problems)
    {
        for (int i = 0; i < items.Count && !graph.IsTrainable; i++)
        {
            if (items[i].Spec.IsCheckpointed)
            {
                problems.Add(new Problem(DiagnosticIds.CheckpointingWithoutLoss, i, Property, [names.Subject(i), network]));
            }
        }
    }
}
