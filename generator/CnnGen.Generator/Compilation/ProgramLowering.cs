using CnnGen.Generator.Algorithms;
using CnnGen.Generator.Algorithms.Gemm;
using CnnGen.Generator.Algorithms.Layouts;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Model;
using CnnGen.Generator.Program;

namespace CnnGen.Generator.Compilation;

/// <summary>From a plan to a program: every schedule is lowered, then the calls become entry points.</summary>
internal sealed class ProgramLowering
{
    private readonly NetworkPlan _plan;
    private readonly ProgramBuilder _builder;
    private readonly int[] _firstCall;
    private readonly Dictionary<int, int> _copiesOut = [];
    private BatchProgram? _batch;
    private int _sharedCalls;

    private ProgramLowering(NetworkPlan plan, ParameterLayout parameters, bool isTraining)
    {
        _plan = plan;
        _builder = new ProgramBuilder(plan, parameters, isTraining);
        _firstCall = new int[plan.Graph.Nodes.Count + 1];
    }

    /// <summary>Lowers every node of a plan.</summary>
    public static LoweredProgram Run(NetworkPlan plan, ParameterLayout parameters, bool isTraining, CancellationToken cancellation)
    {
        ProgramLowering lowering = new(plan, parameters, isTraining);
        for (int i = 0; i < plan.Graph.Nodes.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            lowering._firstCall[i] = lowering._builder.Calls.Count;
            if (plan.Schedules[i] is { } schedule)
            {
                lowering.ClearBorder(i);
                ((Algorithm)schedule).Lower(new NodeLowering(lowering._builder, plan, i));
            }
        }

        lowering._firstCall[plan.Graph.Nodes.Count] = lowering._builder.Calls.Count;
        if (plan.IsWholeBatch)
        {
            return lowering._builder.Finish([], sharedCalls: 0, batch: null, TrainingStages.Of(lowering._builder, plan.Graph, lowering._firstCall));
        }

        EquatableArray<EntryPoint> entryPoints = isTraining ? lowering.TrainingEntryPoints() : lowering.InferenceEntryPoints();
        return lowering._builder.Finish(entryPoints, lowering._sharedCalls, lowering._batch, stages: []);
    }

    private void ClearBorder(int node)
    {
        if (!_plan.Layouts[node].Border.IsNone)
        {
            _builder.Call(_builder.Define(ClearBorderLowering.Lower(_plan.Graph.Nodes[node].Name, _plan.Target.Lanes, _plan.Layouts[node])), eachImage: true, [_builder.Value(node)], [], 0);
        }
    }

    private EquatableArray<EntryPoint> TrainingEntryPoints() =>
    [
        new EntryPoint(ProgramBuilder.RunName, "Forward and backward of one micro-batch; adds to the gradient.", Range(0, _builder.Calls.Count))
        {
            GradientUnpacking = _builder.Unpacking.Select(unpacking => unpacking.Unpack).ToEquatableArray(),
        },
    ];

    private EquatableArray<EntryPoint> InferenceEntryPoints()
    {
        int output = _plan.Graph.Output;
        int logits = _plan.Graph.Logits;
        int[] upToLogits = [.. Range(0, _firstCall[logits + 1])];
        int callsOfNodes = _builder.Calls.Count;
        if (!_builder.WritesIntoCallersMemory)
        {
            CopyOut(output);
        }

        int[] all = [.. Range(0, _builder.Calls.Count)];
        if (logits != output)
        {
            CopyOut(logits);
            upToLogits = [.. upToLogits, _builder.Calls.Count - 1];
        }

        EquatableArray<Stage> steps = _plan.IsParallel ? Stages.Of(_builder.Calls, all, []) : [];
        EquatableArray<Stage> stepsToLogits = _plan.IsParallel && logits != output ? Stages.Of(_builder.Calls, upToLogits, steps) : steps;
        _sharedCalls = _firstCall[_builder.WritesIntoCallersMemory ? output : (_plan.Tail?.Boundary ?? logits) + 1];
        if (_plan.Tail is { } tail)
        {
            // Last, for its calls are no part of the passes of one image.
            EquatableArray<int> trunk = [.. Range(0, _sharedCalls), callsOfNodes + (logits == output ? 1 : 2)];
            _builder.Call(_builder.Define(FeaturesOut(tail.Boundary)), eachImage: true, [_builder.Value(tail.Boundary), new RegionArgument(Region.Features, 0, 0)], [], 0);
            _batch = BatchTailLowering.Run(_builder, _plan, _builder.Calls, CopyOutCall, _firstCall, trunk);
        }

        return
        [
            new EntryPoint("Forward", "The outputs of one image.", new EquatableArray<int>(all)) { Steps = steps },
            new EntryPoint("Logits", "As <see cref=\"Forward\"/>, before the softmax.", new EquatableArray<int>(logits == output ? all : upToLogits)) { Steps = stepsToLogits },
        ];
    }

    private static EquatableArray<int> Range(int start, int end)
    {
        int[] range = new int[end - start];
        for (int i = 0; i < range.Length; i++)
        {
            range[i] = start + i;
        }

        return new EquatableArray<int>(range);
    }

    private Kernel FeaturesOut(int node) => CopyLayout.Lower(
        "WriteFeatures", _plan.Target.Lanes, _plan.Layouts[node], BufferLayout.ChannelsLast(_plan.Graph.Nodes[node].Shape, default), "what the layers of a batch's tail read");

    /// <summary>The call that gives a value to the caller.</summary>
    private KernelCall CopyOutCall(int node) => _builder.Calls[_copiesOut[node]];

    private void CopyOut(int node)
    {
        _copiesOut[node] = _builder.Calls.Count;
        TensorShape shape = _plan.Graph.Nodes[node].Shape;
        Kernel copy = CopyLayout.Lower(
            "WriteOutput", _plan.Target.Lanes, _plan.Layouts[node], BufferLayout.ChannelsLast(shape, default), "the output, into the caller's memory");
        _builder.Call(_builder.Define(copy), eachImage: true, [_builder.Value(node), _builder.OutputOf(node)], [], 0);
    }
}
