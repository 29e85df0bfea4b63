using CnnGen.Benchmarks.Generator;
using CnnGen.Generator.Machine;

namespace CnnGen.Benchmarks.Commands;

/// <summary>
/// Prints the plan of a network: the schedule of each layer with its estimated cycles, and the best plan of every other algorithm that applies.
/// </summary>
internal static class PlanCommand
{
    /// <summary>The plan of inference.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="name">The network.</param>
    /// <param name="vectorBits">The vector width.</param>
    /// <param name="layers">Layers to show; all if empty.</param>
    public static void Run(TextWriter output, string name, int vectorBits, IReadOnlyCollection<string> layers) =>
        output.Write(PlanDump.Of(PlannedNetwork.Of(name, vectorBits, keepsRunnersUp: true), layers.Count == 0 ? null : layers.Contains));
}
