using CnnGen.Generator.Ir;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Normalization;
using CnnGen.Generator.Passes;
using CnnGen.Generator.Planning;
using CnnGen.Generator.Program;

namespace CnnGen.Generator.Compilation;

/// <summary>Compiles a network for every vector width: passes, plan, program.</summary>
internal static class NetworkCompilation
{
    // Images that go through forward and backward together: enough to share the weights of dense layers between them.
    private const int LargestMicroBatch = 16;

    // The kept forward values of a micro-batch should stay in the caches.
    private const int MicroBatchFloats = 1 << 20;

    // How many sums the gradients of a small network are collected into: threads beyond that find no work, and each costs a copy of the parameters.
    private const int Shards = 4;

    // Up to this size a step is so short that waiting for each other at every layer would take longer than copies of the parameters and fewer threads. Larger
    // networks take the whole batch through each layer.
    private const long ShardedParameters = 1 << 17;
    private const long ShardedMultiplyAdds = 4_000_000;

    /// <summary>Images of a batch that plans reckon with: how many is only known when it runs.</summary>
    public const int ExpectedImages = 16;

    /// <summary>Below this many multiply-adds an image, waking another thread costs more than it brings.</summary>
    private const long ThreadsPayFrom = 2_000_000;

    /// <summary>Compiles a network for every width.</summary>
    /// <param name="spec">What was declared.</param>
    /// <param name="graph">What it means.</param>
    /// <param name="options">The widths.</param>
    /// <param name="finished">Gets the number of a width and its programs, on the thread that compiled them.</param>
    /// <param name="cancellation">Asked at every node.</param>
    public static CompiledNetwork Run(
        NetworkSpec spec,
        NetworkGraph graph,
        BuildOptions options,
        Action<int, WidthPrograms> finished,
        CancellationToken cancellation)
    {
        ParameterLayout parameters = ParameterLayout.Of(graph);
        NetworkGraph inference = PassPipeline.Inference(graph);
        NetworkGraph? training = graph.IsTrainable ? PassPipeline.Training(graph) : null;
        NetworkGraph? inspection = spec.IsInspectable ? PassPipeline.Inspection(graph) : null;
        bool isWholeBatch = training is not null && (options.WholeBatch || TakesWholeBatch(training, graph, parameters));
        if (training is not null && !isWholeBatch)
        {
            // Memory of micro-batches does not grow with the batch: nothing would be saved by computing it twice.
            training = PassPipeline.Training(graph with { Nodes = graph.Nodes.Select(node => node with { Checkpoint = 0 }).ToEquatableArray() });
        }

        int microBatch = isWholeBatch ? ExpectedImages : MicroBatch(graph);
        bool paysForThreads = ThreadsPay(graph);
        bool winograd = spec.Winograd ?? options.Winograd;
        WidthPrograms[] programs = new WidthPrograms[options.VectorBits.Count];

        // The widths know nothing of each other, so each may have a processor of its own. The last one, which is small, is begun second: two threads that do
        // the same in a new process wait for each other's methods to be compiled.
        int begun = -1;
        Parallel.For(0, programs.Length, new ParallelOptions { CancellationToken = cancellation }, _ =>
        {
            int place = Interlocked.Increment(ref begun);
            int i = place == 0 ? 0 : place == 1 ? programs.Length - 1 : place - 1;
            Target target = new(options.VectorBits[i]);
            LoweredProgram forward =
                ProgramLowering.Run(
                    Planner.Run(inference, target, microBatch: 1, winograd, paysForThreads, spec.Bf16DenseWeights),
                    parameters,
                    isTraining: false,
                    cancellation,
                    spec.IsInspectable);
            LoweredProgram? backward = training is null
                ? null
                : ProgramLowering.Run(
                    Planner.Run(training, target, microBatch, allowsWinograd: winograd && isWholeBatch, isWholeBatch: isWholeBatch),
                    parameters,
                    isTraining: true,
                    cancellation,
                    stageOfEachCall: options.StageOfEachCall);
            LoweredProgram? inspected = inspection is null
                ? null
                : ProgramLowering.Run(Planner.Run(inspection, target, microBatch: 1), parameters, isTraining: true, cancellation);
            programs[i] = new WidthPrograms(forward, backward, inspected);
            finished(i, programs[i]);
        });
        return new CompiledNetwork(spec, graph, parameters, new EquatableArray<WidthPrograms>(programs))
        {
            PaysForThreads = paysForThreads,
            RecordedLayers = inspection is null ? [] : RecordedLayer.Of(inspection),
            Shards = isWholeBatch ? 0 : Shards,
            NormOfOnePixel = graph.Nodes.FirstOrDefault(node =>
                node is { Operator: BatchNorm, Shape.IsVector: true } && node.Parameters.Any(parameter => parameter.IsTrainable))?.Name,
        };
    }

    /// <summary>Whether a training step takes the whole batch through each layer: where a layer needs it, and where the network is large.</summary>
    private static bool TakesWholeBatch(NetworkGraph training, NetworkGraph graph, ParameterLayout parameters) =>
        training.Nodes.Any(node => node.Operator is IWholeBatch) || parameters.Length > ShardedParameters || graph.MultiplyAdds > ShardedMultiplyAdds;

    private static bool ThreadsPay(NetworkGraph graph) => graph.MultiplyAdds >= ThreadsPayFrom;

    private static int MicroBatch(NetworkGraph graph)
    {
        long kept = 0;
        foreach (Node node in graph.Nodes)
        {
            kept += node.Shape.Length;
        }

        return (int)Math.Max(1, Math.Min(LargestMicroBatch, MicroBatchFloats / Math.Max(1, kept)));
    }
}
