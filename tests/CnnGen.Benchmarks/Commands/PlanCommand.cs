using CnnGen.Benchmarks.Generator;
using CnnGen.Generator.Graph;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Model;
using CnnGen.Generator.Parsing;
using CnnGen.Generator.Passes;
using CnnGen.Generator.Planning;
using Microsoft.CodeAnalysis;

namespace CnnGen.Benchmarks.Commands;

/// <summary>Prints the plan of a network: the schedule of each layer with its estimated cycles, and the best plan of every other algorithm that applies.</summary>
internal static class PlanCommand
{
    /// <summary>The plan of inference.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="name">The network.</param>
    /// <param name="vectorBits">The vector width.</param>
    /// <param name="layers">Layers to show; all if empty.</param>
    public static void Run(TextWriter output, string name, int vectorBits, IReadOnlyCollection<string> layers)
    {
        GeneratorSession session = new(NetworkSource.Of(name));
        INamedTypeSymbol type = session.Network;
        NetworkSpec spec = NetworkParser.Parse(type, CancellationToken.None).Spec;
        NetworkGraph graph = PassPipeline.Inference(GraphBuilder.Build(spec, CancellationToken.None).Graph ?? throw new BenchmarkException($"{name} has layers that do not fit."));
        NetworkPlan plan = Planner.Run(graph, new Target(vectorBits), microBatch: 1, allowsWinograd: true, isParallel: true, keepsRunnersUp: true);
        output.Write(PlanDump.Of(plan, layers.Count == 0 ? null : layers.Contains));
    }
}
