using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Machine;

/// <summary>A graph with a schedule and a layout for every node.</summary>
/// <param name="Graph">What is computed.</param>
/// <param name="Target">For which vector width.</param>
/// <param name="Schedules">One a node; null where a node needs no code (the input that is read in place).</param>
/// <param name="Layouts">One a node.</param>
/// <param name="BufferAliases">For each node, the node in whose buffer its value stands: itself, or the concatenation it is part of.</param>
/// <param name="MicroBatch">Images that go through together; 1 for inference.</param>
internal sealed record NetworkPlan(
    NetworkGraph Graph,
    Target Target,
    EquatableArray<Schedule?> Schedules,
    EquatableArray<BufferLayout> Layouts,
    EquatableArray<int> BufferAliases,
    int MicroBatch)
{
    /// <summary>For each node, why it has its schedule; null for the input.</summary>
    public EquatableArray<Choice?> Choices { get; init; } = [];

    /// <summary>Whether threads divide the work of one image: its kernels are then called for a part of it.</summary>
    public bool IsParallel { get; init; }

    /// <summary>
    /// Whether a training step takes the whole batch through each stage: kernels of one image run for all images, those of weights divide them and sum over all
    /// images. Otherwise micro-batches go through all kernels.
    /// </summary>
    public bool IsWholeBatch { get; init; }

    /// <summary>What is computed for several images together, or null.</summary>
    public BatchTail? Tail { get; init; }

    /// <summary>Whether inference's last layer writes into the caller's memory; otherwise its value is copied there.</summary>
    public bool CanWriteIntoCallersMemory { get; init; }

    /// <summary>Where a node keeps the places of its maxima.</summary>
    public BufferLayout ArgMaxLayout(int node) => Schedules[node]!.ArgMaxLayout(Graph.Nodes[node].Shape, Target);
}
