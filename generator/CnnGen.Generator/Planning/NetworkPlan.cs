using CnnGen.Generator.Graph;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Planning;

/// <summary>A graph with an algorithm and a layout for every node.</summary>
/// <param name="Graph">What is computed.</param>
/// <param name="Target">For which vector width.</param>
/// <param name="Algorithms">One a node; null where a node needs no code (the input that is read in place).</param>
/// <param name="Layouts">One a node.</param>
/// <param name="Homes">For each node, the node in whose buffer its value stands: itself, or the concatenation it is part of.</param>
/// <param name="MicroBatch">Images that go through together; 1 for inference.</param>
internal sealed record NetworkPlan(
    NetworkGraph Graph, Target Target, EquatableArray<Algorithm?> Algorithms, EquatableArray<BufferLayout> Layouts, EquatableArray<int> Homes, int MicroBatch)
{
    /// <summary>Whether threads divide the work of one image: its kernels are then called for a part of it.</summary>
    public bool IsDivided { get; init; }

    /// <summary>What is computed for several images together, or null.</summary>
    public BatchTail? Tail { get; init; }

    /// <summary>Whether inference's last layer writes into the caller's memory; otherwise its value is copied there.</summary>
    public bool CanWriteIntoCallersMemory { get; init; }

    /// <summary>Where a node keeps the places of its maxima.</summary>
    public BufferLayout WinnersLayout(int node) => Algorithms[node]!.WinnersLayout(Graph.Nodes[node].Shape, Target);
}
