using CnnGen.Benchmarks.Scaling;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Operators.Convolutions;

namespace CnnGen.Benchmarks.Layers;

/// <summary>Where the time of a step of training goes on one thread: every kernel by itself for the whole batch, in the order of the step.</summary>
internal sealed class TrainingLayers
{
    private readonly CompiledTraining _network;
    private readonly int _images;
    private readonly double[] _seconds;

    /// <summary>Times all kernels.</summary>
    /// <param name="network">Compiled with a stage for each kernel.</param>
    /// <param name="images">Images of the batch.</param>
    /// <param name="rounds">Steps; each kernel counts with its quickest.</param>
    /// <param name="stop">Ends the work.</param>
    public TrainingLayers(CompiledTraining network, int images, int rounds, CancellationToken stop)
    {
        (_network, _images) = (network, images);
        using StepMemory memory = new(network, images);
        _seconds = [.. TrainingStageTimes.Shares(network.Code, memory, threads: 1, rounds, stop).Select(stage => stage.All / 1e6)];
    }

    /// <summary>Seconds of all kernels.</summary>
    public double Seconds => _seconds.Sum();

    private NetworkGraph Graph => _network.Plan.Graph;

    private IEnumerable<Node> Layers => Graph.Nodes.TakeWhile((_, node) => !Graph.IsLoss(node))
        .Where(node => node.Operator is Convolution or FusedConvolution or Dense or FusedDense or TransposedConvolution);

    /// <summary>The distinct convolutions and dense layers, in the order of the network.</summary>
    public IReadOnlyList<TrainedConvolution> Convolutions() =>
    [
        .. Layers
            .GroupBy(layer => (Input: Graph.Nodes[layer.Inputs[0]].Shape.ToString(), Layer: layer.Operator.Describe()))
            .Select(same => new TrainedConvolution(
                same.Key.Input,
                same.Key.Layer,
                same.Count(),
                2.0 * _images * same.First().Operator.MultiplyAdds(Graph.InputShapes(same.First())),
                [.. TrainedConvolution.Suffixes.Select(suffix => Part([.. same.Select(layer => layer.Name + suffix)]))])),
    ];

    /// <summary>What else takes time: seconds of the nodes of each kind of operator that is no part of a convolution.</summary>
    public IReadOnlyList<(string Operator, int Count, double Seconds)> Others()
    {
        HashSet<string> counted = [.. Layers.SelectMany(layer => TrainedConvolution.Suffixes.Select(suffix => layer.Name + suffix))];
        return
        [
            .. Enumerable.Range(0, _seconds.Length).Where(stage => !counted.Contains(NodeOf(stage).Name))
                .GroupBy(stage => NodeOf(stage).Operator.GetType().Name)
                .Select(kind => (kind.Key, kind.DistinctBy(stage => NodeOf(stage).Name).Count(), kind.Sum(stage => _seconds[stage])))
                .OrderByDescending(kind => kind.Item3),
        ];
    }

    private Node NodeOf(int stage) => Graph.Nodes[_network.Program.Stages[stage].Nodes[0]];

    private ConvolutionPart? Part(HashSet<string> nodes)
    {
        int[] stages = [.. Enumerable.Range(0, _seconds.Length).Where(stage => nodes.Contains(NodeOf(stage).Name))];
        return stages.Length > 0
            ? new ConvolutionPart(
                string.Join(", ", stages.Select(stage => _network.Plan.Schedules[_network.Program.Stages[stage].Nodes[0]]!.GetType().Name).Distinct()),
                stages.Sum(stage => _seconds[stage]))
            : null;
    }
}
