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
    public static LoweredProgram Run(
        NetworkPlan plan,
        ParameterLayout parameters,
        bool isTraining,
        CancellationToken cancellation,
        bool isProfiled = false,
        bool stageOfEachCall = false)
    {
        ProgramLowering lowering = new(plan, parameters, isTraining);
        for (int i = 0; i < plan.Graph.Nodes.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            lowering._firstCall[i] = lowering._builder.Calls.Count;
            if (plan.Schedules[i] is { } schedule)
            {
                lowering.ClearBorder(i);
                int firstOfValue = lowering._builder.Calls.Count;
                ((Algorithm)schedule).Lower(new NodeLowering(lowering._builder, plan, i));
                if (firstOfValue > lowering._firstCall[i] && lowering._builder.Calls.Count > firstOfValue)
                {
                    // Values go beside the zeros. Where the node makes no call, as a concatenation in place, the next one reads them.
                    lowering._builder.JoinNext(firstOfValue - 1);
                }

                if (schedule.WritesBorder && lowering.IsBorderRead(i))
                {
                    lowering.ClearBorder(i);
                }
            }
        }

        lowering._firstCall[plan.Graph.Nodes.Count] = lowering._builder.Calls.Count;
        if (plan.IsWholeBatch)
        {
            EquatableArray<TrainingStage> stages = TrainingStages.Of(lowering._builder, plan.Graph, lowering._firstCall, stageOfEachCall);
            LoweredProgram training = lowering._builder.Finish([], sharedCalls: 0, batch: null, stages);
            return training with { KeptLength = KeptValues.Length(training.Calls, training.Buffers, lowering._firstCall[plan.Graph.Loss]) };
        }

        EquatableArray<EntryPoint> entryPoints = isTraining ? lowering.TrainingEntryPoints() : lowering.InferenceEntryPoints();
        LoweredProgram program = lowering._builder.Finish(entryPoints, lowering._sharedCalls, lowering._batch, stages: []);
        return isProfiled ? program with { ProfiledSteps = lowering.ProfiledSteps(entryPoints[0].Calls.Count) } : program;
    }

    /// <summary>The nodes that make calls, and at the end the copy of the output, if there is one.</summary>
    private EquatableArray<ProfiledStep> ProfiledSteps(int calls)
    {
        NetworkGraph graph = _plan.Graph;
        List<ProfiledStep> steps = [];
        for (int node = 0; node < graph.Nodes.Count; node++)
        {
            if (_firstCall[node + 1] > _firstCall[node])
            {
                steps.Add(ProfiledStep.Of(graph, graph.Nodes[node], _firstCall[node + 1]));
            }
        }

        if (_firstCall[graph.Nodes.Count] < calls)
        {
            steps.Add(new ProfiledStep("output", "copied to the caller", calls, 0, 2L * sizeof(float) * graph.OutputLength));
        }

        return steps.ToEquatableArray();
    }

    private bool IsBorderRead(int value)
    {
        for (int node = value + 1; node < _plan.Graph.Nodes.Count; node++)
        {
            for (int input = 0; input < _plan.Graph.Nodes[node].Inputs.Count; input++)
            {
                if (_plan.Graph.Nodes[node].Inputs[input] == value && _plan.Schedules[node] is { } reader && !reader.InputBorder(input).IsNone)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private void ClearBorder(int node)
    {
        if (!_plan.Layouts[node].Border.IsNone)
        {
            (Kernel kernel, int tasks) = ClearBorderLowering.Lower(_plan.Graph.Nodes[node].Name, _plan.Target.Lanes, _plan.Layouts[node], _plan.IsParallel);
            CallArgument[] arguments = tasks == 0
                ? [_builder.Value(node)]
                : [_builder.Value(node), new TaskBoundArgument(IsEnd: false), new TaskBoundArgument(IsEnd: true)];
            _builder.Call(_builder.Define(kernel), eachImage: true, arguments, [], tasks);
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
        NetworkGraph graph = _plan.Graph;
        int callsOfNodes = _builder.Calls.Count;
        bool hasLogits = graph.Outputs.Any(output => output.Logits != output.Value);
        int[] upToLogits = hasLogits ? [.. CallsOf(graph.Needed(graph.Outputs.Select(output => output.Logits)))] : [];
        if (!_builder.WritesIntoCallersMemory)
        {
            CopyOut(output => output.Value);
        }

        int[] all = [.. Range(0, _builder.Calls.Count)];
        if (hasLogits)
        {
            int copies = _builder.Calls.Count;
            CopyOut(output => output.Logits);
            upToLogits = [.. upToLogits, .. Range(copies, _builder.Calls.Count)];
        }

        EquatableArray<Stage> stages = _plan.IsParallel ? Stages.Of(_builder.Calls, all, []) : [];
        EquatableArray<Stage> stagesToLogits = _plan.IsParallel && hasLogits ? Stages.Of(_builder.Calls, upToLogits, stages) : stages;
        _sharedCalls = _plan.Tail is { } batch ? _firstCall[batch.Boundary + 1]
            : _builder.WritesIntoCallersMemory ? _firstCall[graph.Output]
            : hasLogits ? all.Zip(upToLogits, (one, other) => one == other).TakeWhile(same => same).Count()
            : callsOfNodes;
        if (_plan.Tail is { } tail)
        {
            // Last, for its calls are no part of the passes of one image.
            EquatableArray<int> trunk = [.. Range(0, _sharedCalls), _builder.Calls.Count];
            _builder.Call(
                _builder.Define(FeaturesOut(tail.Boundary)),
                eachImage: true,
                [_builder.Value(tail.Boundary), new RegionArgument(Region.Features, 0, 0)],
                [],
                0);
            _batch = BatchTailLowering.Run(_builder, _plan, _builder.Calls, CopyOutCall, _firstCall, trunk);
        }

        return
        [
            new EntryPoint(
                "Forward",
                graph.Outputs.Count == 1 ? "The outputs of one image." : "The outputs of one image, side by side.",
                new EquatableArray<int>(all)) { Stages = stages },
            new EntryPoint(
                "Logits",
                "As <see cref=\"Forward\"/>, before the softmax.",
                new EquatableArray<int>(hasLogits ? upToLogits : all)) { Stages = stagesToLogits },
        ];
    }

    /// <summary>The calls of some of the nodes.</summary>
    private IEnumerable<int> CallsOf(bool[] nodes) =>
        Enumerable.Range(0, nodes.Length).Where(node => nodes[node]).SelectMany(node => Range(_firstCall[node], _firstCall[node + 1]));

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
        "WriteFeatures",
        _plan.Target.Lanes,
        _plan.Layouts[node],
        BufferLayout.ChannelsLast(_plan.Graph.Nodes[node].Shape, default),
        "what the layers of a batch's tail read");

    /// <summary>The call that gives a value to the caller.</summary>
    private KernelCall CopyOutCall(int node) => _builder.Calls[_copiesOut[node]];

    private void CopyOut(Func<NetworkOutput, int> value)
    {
        for (int output = 0; output < _plan.Graph.Outputs.Count; output++)
        {
            int node = value(_plan.Graph.Outputs[output]);
            _copiesOut[node] = _builder.Calls.Count;
            Kernel copy = CopyLayout.Lower(
                "WriteOutput",
                _plan.Target.Lanes,
                _plan.Layouts[node],
                BufferLayout.ChannelsLast(_plan.Graph.Nodes[node].Shape, default),
                "the output, into the caller's memory");
            _builder.Call(_builder.Define(copy), eachImage: true, [_builder.Value(node), _builder.OutputOf(output)], [], 0);
        }
    }
}
