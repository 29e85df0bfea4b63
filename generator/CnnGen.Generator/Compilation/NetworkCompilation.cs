using CnnGen.Generator.Graph;
using CnnGen.Generator.Lowering;
using CnnGen.Generator.Model;
using CnnGen.Generator.Parsing;
using CnnGen.Generator.Passes;
using CnnGen.Generator.Planning;

namespace CnnGen.Generator.Compilation;

/// <summary>A network, compiled: everything the printers need.</summary>
/// <param name="Spec">What was declared.</param>
/// <param name="Graph">The graph as declared, for the table of layers.</param>
/// <param name="Parameters">The tensors and their places.</param>
/// <param name="Programs">One a vector width, widest first.</param>
internal sealed record NetworkCompilation(NetworkSpec Spec, NetworkGraph Graph, ParameterLayout Parameters, EquatableArray<WidthPrograms> Programs)
{
    // Images that go through forward and backward together: enough to share the weights of dense layers between them.
    private const int LargestMicroBatch = 16;

    // The kept forward values of a micro-batch should stay in the caches.
    private const int MicroBatchFloats = 1 << 20;

    // How many sums a batch's gradients are collected into: threads beyond that find no work, and each costs a copy of the parameters.
    private const int LargestShards = 4;
    private const long ShardFloats = 1 << 23;

    /// <summary>Below this many multiply-adds an image, waking another thread costs more than it brings.</summary>
    private const long ThreadsPayFrom = 2_000_000;

    public bool PaysForThreads => ThreadsPay(Graph);

    /// <summary>The first batch norm over a single pixel: with a batch of one image it has one value a channel, which no variance can be taken of.</summary>
    public string? NormOfOnePixel => Graph.Nodes.FirstOrDefault(node => node is { Operator: Operators.BatchNorm, Shape.IsVector: true })?.Name;

    public int Shards => (int)Math.Max(1, Math.Min(LargestShards, ShardFloats / Math.Max(1, Parameters.Length)));

    /// <summary>Compiles a network for every width.</summary>
    /// <param name="spec">What was declared.</param>
    /// <param name="graph">What it means.</param>
    /// <param name="options">The widths.</param>
    /// <param name="finished">Gets the number of a width and its programs, on the thread that compiled them.</param>
    /// <param name="cancellation">Asked at every node.</param>
    public static NetworkCompilation Run(NetworkSpec spec, NetworkGraph graph, BuildOptions options, Action<int, WidthPrograms> finished, CancellationToken cancellation)
    {
        ParameterLayout parameters = ParameterLayout.Of(graph);
        NetworkGraph inference = PassPipeline.Inference(graph);
        NetworkGraph? training = graph.IsTrainable ? PassPipeline.Training(graph) : null;
        int microBatch = MicroBatch(graph);
        bool paysForThreads = ThreadsPay(graph);
        bool winograd = spec.Winograd ?? options.Winograd;
        WidthPrograms[] programs = new WidthPrograms[options.VectorBits.Count];

        // The widths know nothing of each other, so each may have a processor of its own. The last one, which is small, is begun second: two threads that do the
        // same in a new process wait for each other's methods to be compiled.
        int begun = -1;
        Parallel.For(0, programs.Length, new ParallelOptions { CancellationToken = cancellation }, _ =>
        {
            int place = Interlocked.Increment(ref begun);
            int i = place == 0 ? 0 : place == 1 ? programs.Length - 1 : place - 1;
            Target target = new(options.VectorBits[i]);
            LoweredProgram forward = ProgramBuilder.Run(Planner.Run(inference, target, microBatch: 1, winograd, paysForThreads, spec.HalvesDenseWeights), parameters, isTraining: false, cancellation);
            LoweredProgram? backward = training is null
                ? null
                : ProgramBuilder.Run(Planner.Run(training, target, microBatch), parameters, isTraining: true, cancellation);
            programs[i] = new WidthPrograms(forward, backward);
            finished(i, programs[i]);
        });
        return new NetworkCompilation(spec, graph, parameters, new EquatableArray<WidthPrograms>(programs));
    }

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

/// <summary>The programs of one vector width.</summary>
internal sealed record WidthPrograms(LoweredProgram Forward, LoweredProgram? Training);
