using CnnGen.Benchmarks.Generator;
using CnnGen.Generator.Compilation;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Program;

namespace CnnGen.Benchmarks.Scaling;

/// <summary>What the plan says about a stage of inference.</summary>
/// <param name="Number">Its number among the stages of all entry points.</param>
/// <param name="Kernels">The kernels that it calls.</param>
/// <param name="WeightBytes">Packed weights that they read.</param>
/// <param name="MultiplyAdds">Multiply-adds of its layers, as direct convolution does them.</param>
/// <param name="Bytes">What its layers read and write at least: inputs, weights, output, each once.</param>
/// <param name="Cycles">What the plan estimates for its layers; 0 where one of them has no estimate.</param>
internal sealed record PlannedStage(int Number, string Kernels, long WeightBytes, long MultiplyAdds, long Bytes, double Cycles)
{
    /// <summary>The stages of a network.</summary>
    /// <param name="network">Its name.</param>
    /// <param name="vectorBits">The width of the processor's vectors.</param>
    public static IReadOnlyList<PlannedStage> Of(string network, int vectorBits)
    {
        NetworkPlan plan = PlannedNetwork.Of(network, vectorBits, keepsRunnersUp: false);
        LoweredProgram program =
            ProgramLowering.Run(plan, PlannedNetwork.Parameters(network), isTraining: false, CancellationToken.None, isProfiled: true);
        Dictionary<string, double> cycles = plan.Graph.Nodes.Zip(plan.Choices).ToDictionary(node => node.First.Name, node => node.Second?.Cycles ?? 0);
        PackedReads packed = new(program);
        return [.. program.EntryPoints.SelectMany(entry => entry.Stages).DistinctBy(stage => stage.Number).Select(Stage)];

        PlannedStage Stage(Stage stage)
        {
            // A layer belongs to the stage of its last call.
            ProfiledStep[] layers = [.. program.ProfiledSteps.Where(step => stage.Calls.Contains(step.EndCall - 1))];
            return new PlannedStage(
                stage.Number,
                string.Join(", ", stage.Calls.Select(call => program.Calls[call].Kernel.Name)),
                packed.Bytes(stage.Calls),
                layers.Sum(layer => layer.MultiplyAdds),
                layers.Sum(layer => layer.Bytes),
                layers.All(layer => cycles.GetValueOrDefault(layer.Name) > 0) ? layers.Sum(layer => cycles[layer.Name]) : 0);
        }
    }
}
