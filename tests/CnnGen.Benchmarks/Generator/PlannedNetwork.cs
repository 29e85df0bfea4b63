using CnnGen.Generator.Graph;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Parsing;
using CnnGen.Generator.Passes;
using CnnGen.Generator.Planning;

namespace CnnGen.Benchmarks.Generator;

/// <summary>What the back half of the generator makes of a network before it is printed.</summary>
internal static class PlannedNetwork
{
    /// <summary>The plan of inference.</summary>
    /// <param name="network">Its name.</param>
    /// <param name="vectorBits">The vector width.</param>
    /// <param name="keepsRunnersUp">Whether the best plans of other algorithms are kept beside those that were chosen.</param>
    /// <exception cref="BenchmarkException">There is no such network.</exception>
    public static NetworkPlan Of(string network, int vectorBits, bool keepsRunnersUp) =>
        Planner.Run(
            PassPipeline.Inference(Graph(network)),
            new Target(vectorBits),
            microBatch: 1,
            allowsWinograd: true,
            isParallel: true,
            keepsRunnersUp: keepsRunnersUp);

    /// <summary>Where its tensors stand.</summary>
    /// <param name="network">Its name.</param>
    public static CnnGen.Generator.Program.ParameterLayout Parameters(string network) => CnnGen.Generator.Program.ParameterLayout.Of(Graph(network));

    private static NetworkGraph Graph(string network) =>
        GraphBuilder.Build(
            NetworkParser.Parse(new GeneratorSession(NetworkSource.Of(network)).Network, CancellationToken.None).Spec,
            CancellationToken.None).Graph
        ?? throw new BenchmarkException($"{network} has layers that do not fit.");
}
