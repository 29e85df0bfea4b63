using CnnGen.Generator.Algorithms.Convolutions.Direct;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Model;
using CnnGen.Generator.Program;

namespace CnnGen.Generator.Algorithms.Gemm;

/// <summary>
/// The tail of a batch: dense layers as products of all images with the weights that single images use as well, other layers image by image with the
/// kernels that single images use.
/// </summary>
internal sealed class BatchTailLowering
{
    private readonly ProgramBuilder _program;
    private readonly NetworkPlan _plan;
    private readonly IReadOnlyList<KernelCall> _calls;
    private readonly Func<int, KernelCall> _copyOutCall;
    private readonly Dictionary<int, BatchArgument> _values = [];
    private readonly Dictionary<int, BatchArgument> _buffers = [];
    private readonly List<KernelCall> _tail = [];
    private int _length;

    private BatchTailLowering(ProgramBuilder program, NetworkPlan plan, IReadOnlyList<KernelCall> calls, Func<int, KernelCall> copyOutCall)
    {
        (_program, _plan, _calls, _copyOutCall) = (program, plan, calls, copyOutCall);
    }

    /// <summary>The batch's program.</summary>
    /// <param name="program">Receives kernels.</param>
    /// <param name="plan">With a tail.</param>
    /// <param name="calls">All calls of one image.</param>
    /// <param name="copyOutCall">The call that gives a node's value to the caller.</param>
    /// <param name="firstCall">The first call of each node; behind the last node, their number.</param>
    /// <param name="trunk">Indices of the calls that leave the features where the tail reads them.</param>
    public static BatchProgram Run(
        ProgramBuilder program,
        NetworkPlan plan,
        IReadOnlyList<KernelCall> calls,
        Func<int, KernelCall> copyOutCall,
        int[] firstCall,
        EquatableArray<int> trunk) =>
        new BatchTailLowering(program, plan, calls, copyOutCall).Run(plan.Tail!.Boundary, firstCall, trunk);

    private BatchProgram Run(int boundary, int[] firstCall, EquatableArray<int> trunk)
    {
        NetworkGraph graph = _plan.Graph;
        BatchArgument features = Define(boundary);
        int callsToLogits = 0;
        for (int node = boundary + 1; node < graph.Nodes.Count; node++)
        {
            Define(node);
            if (_plan.Schedules[node] is DirectConvolution dense)
            {
                int call = Enumerable.Range(firstCall[node], firstCall[node + 1] - firstCall[node]).Single(index => _calls[index].Arguments.Any(IsPacked));
                _tail.Add(BatchDenseLowering.Lower(
                    new NodeLowering(_program, _plan, node),
                    dense,
                    _calls[call],
                    _values[graph.Nodes[node].Inputs[0]],
                    _values[node]));
            }
            else
            {
                for (int call = firstCall[node]; call < firstCall[node + 1]; call++)
                {
                    _tail.Add(_calls[call] with { Arguments = _calls[call].Arguments.Select(InBatch).ToEquatableArray(), Tasks = 0 });
                }
            }

            callsToLogits = node == graph.Logits ? _tail.Count : callsToLogits;
        }

        int all = _tail.Count;
        List<int> forward = [.. Enumerable.Range(0, all), WriteOut(graph.Output)];
        List<int> logits = graph.Logits == graph.Output ? forward : [.. Enumerable.Range(0, callsToLogits), WriteOut(graph.Logits)];
        EquatableArray<Stage> forwardStages = Stages.Of(_tail, forward, []);
        return new BatchProgram(
            BatchTail.Images,
            features.ImageStride,
            _length * BatchTail.Images,
            trunk,
            _tail.ToEquatableArray(),
            forwardStages,
            Stages.Of(_tail, logits, forwardStages));
    }

    private static bool IsPacked(CallArgument argument) => argument is RegionArgument { Region: Region.Packed };

    private BatchArgument Define(int node)
    {
        int length = ProgramBuilder.RoundUp(_plan.Layouts[node].Length);
        BatchArgument place = new(_length * BatchTail.Images, length);
        _length += length;
        _values.Add(node, place);
        if (_program.Value(node) is BufferArgument buffer)
        {
            _buffers.Add(buffer.Buffer, place);
        }

        return place;
    }

    private CallArgument InBatch(CallArgument argument) =>
        argument is BufferArgument buffer ? _buffers[buffer.Buffer] with { Offset = _buffers[buffer.Buffer].Offset + buffer.Offset } : argument;

    private int WriteOut(int node)
    {
        TensorShape shape = _plan.Graph.Nodes[node].Shape;
        _tail.Add(_copyOutCall(node) with { Arguments = [_values[node], new RegionArgument(Region.Output, 0, shape.Length)] });
        return _tail.Count - 1;
    }
}
