using CnnGen.Generator.Graph;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators;
using CnnGen.Generator.Planning;

namespace CnnGen.Generator.Lowering;

/// <summary>Collects kernels, calls, packed weights and buffers of one program, then plans the arena.</summary>
internal sealed class ProgramBuilder
{
    private readonly NetworkPlan _plan;
    private readonly bool _writesIntoCallersMemory;
    private readonly Dictionary<string, int> _parameters;
    private readonly List<PackingStep> _packing = [];
    private readonly List<Kernel> _kernels = [];
    private readonly Dictionary<KernelCode, Kernel> _distinct = [];
    private readonly Dictionary<KernelCause, Kernel> _known = [];
    private readonly HashSet<string> _names = ["PackingSteps", "FirstLayers", "Forward", "Logits", "Step", "Trunk", "Tail"];
    private readonly List<KernelCall> _calls = [];
    private readonly List<ArenaBuffer> _buffers = [];
    private readonly TrainingPhases _cuts;
    private readonly Phase[] _phases;
    private readonly int[] _values;
    private readonly int[] _winners;
    private readonly int[] _firstCall;
    private readonly Dictionary<int, int> _copiesOut = [];
    private int _packedLength;
    private int _scratchLength;
    private BatchProgram? _batch;
    private int _sharedCalls;

    private ProgramBuilder(NetworkPlan plan, ParameterLayout parameters, bool isTraining)
    {
        _plan = plan;
        _writesIntoCallersMemory = plan.CanWriteIntoCallersMemory && !isTraining;
        _parameters = parameters.Offsets();
        _cuts = TrainingPhases.Of(plan.Graph);
        _phases = new Phase[_cuts.Count];
        for (int i = 0; i < _phases.Length; i++)
        {
            string number = _phases.Length == 1 ? "" : Numerals.Plain(i + 1);
            _phases[i] = new Phase("Run" + number, "Reduce" + number);
            _names.Add(_phases[i].RunName);
            _names.Add(_phases[i].ReduceName);
        }

        _values = new int[plan.Graph.Nodes.Count];
        _winners = new int[plan.Graph.Nodes.Count];
        _firstCall = new int[plan.Graph.Nodes.Count + 1];
        for (int i = 0; i < _values.Length; i++)
        {
            _values[i] = _winners[i] = -1;
        }
    }

    /// <summary>Lowers every node of a plan.</summary>
    public static LoweredProgram Run(NetworkPlan plan, ParameterLayout parameters, bool isTraining, CancellationToken cancellation)
    {
        ProgramBuilder builder = new(plan, parameters, isTraining);
        for (int i = 0; i < plan.Graph.Nodes.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            builder._firstCall[i] = builder._calls.Count;
            if (plan.Algorithms[i] is { } algorithm)
            {
                builder.ClearBorder(i);
                algorithm.Lower(new NodeLowering(builder, plan, i));
            }
        }

        builder._firstCall[plan.Graph.Nodes.Count] = builder._calls.Count;
        return ArenaPlanner.Run(builder.Finish(isTraining ? builder.TrainingEntryPoints() : builder.InferenceEntryPoints()));
    }

    public CallArgument Value(int node)
    {
        if (_plan.Algorithms[node] is null && _plan.Graph.Nodes[node].Operator is InputOperator)
        {
            return new RegionArgument(Region.Input, 0, _plan.Graph.Nodes[node].Shape.Length);
        }

        if (_writesIntoCallersMemory && node == _plan.Graph.Output)
        {
            return OutputOf(node);
        }

        node = _plan.Homes[node];
        if (_values[node] < 0)
        {
            string name = node == 0 ? "image" : _plan.Graph.Nodes[node].Name;
            _values[node] = DefineBuffer(name, _plan.Layouts[node].Length, perImage: true);
        }

        return new BufferArgument(_values[node], 0);
    }

    public int ImageStride(int node) => Value(node) is RegionArgument region ? region.ImageStride : RoundUp(_plan.Layouts[node].Length);

    public CallArgument Winners(int node)
    {
        if (_winners[node] < 0)
        {
            _winners[node] = DefineBuffer(_plan.Graph.Nodes[node].Name + " winners", _plan.WinnersLayout(node).Length, perImage: true);
        }

        return new BufferArgument(_winners[node], 0);
    }

    public int Parameter(ParameterSpec parameter) => _parameters[parameter.Name];

    public int ReservePacked(int length)
    {
        int offset = _packedLength;
        _packedLength += RoundUp(length);
        return offset;
    }

    public void Pack(PackingStep step) => _packing.Add(step);

    public int DefineBuffer(string name, int length, bool perImage)
    {
        _buffers.Add(new ArenaBuffer(name, RoundUp(length), perImage, FirstUse: -1, LastUse: -1, Offset: -1));
        return _buffers.Count - 1;
    }

    public void UnpackGradient(int node, int buffer, PackStep step) => _phases[PhaseOf(node)].Unpacking.Add(new GradientUnpack(buffer, step));

    public CallArgument Contribution(int node) => new RegionArgument(Region.Contributions, _cuts.Contributions[node], _cuts.ContributionsLength);

    public int ValueOffset(int node) => _cuts.Values[node];

    public void Reduce(int node, Func<int, int, ReduceStep> step) =>
        _phases[PhaseOf(node)].Reducing.Add(step(_cuts.Contributions[node], _cuts.Values[node]));

    /// <summary>Memory for the time of one call; calls have it one after the other.</summary>
    public CallArgument Scratch(int length)
    {
        _scratchLength = Math.Max(_scratchLength, RoundUp(length));
        return new RegionArgument(Region.Scratch, 0, 0);
    }

    /// <summary>Calls a kernel of this program.</summary>
    public void Call(Kernel kernel, bool eachImage, CallArgument[] arguments, Overwrite[] overwrites, int units) => _calls.Add(
        new KernelCall(kernel, new EquatableArray<CallArgument>(arguments), eachImage, new EquatableArray<Overwrite>(overwrites)) { Units = units });

    /// <summary>The kernel under a name of its own; one that does the same and is known already.</summary>
    public Kernel Define(Kernel kernel) => Define(kernel.Name, kernel.Code, () => kernel.Comment);

    /// <summary>A kernel that depends on a cause alone: it is only made where none of this program has the same.</summary>
    public Kernel Define(KernelCause cause, string name, Func<EquatableArray<string>> comment, Func<KernelCode> make)
    {
        if (!_known.TryGetValue(cause, out Kernel? known))
        {
            known = Define(name, make(), comment);
            _known.Add(cause, known);
        }

        return known;
    }

    private Kernel Define(string name, KernelCode code, Func<EquatableArray<string>> comment)
    {
        if (!_distinct.TryGetValue(code, out Kernel? known))
        {
            known = new Kernel(Unique(name), comment(), code);
            _distinct.Add(code, known);
            _kernels.Add(known);
        }

        return known;
    }

    private string Unique(string name)
    {
        string unique = name;
        for (int i = 2; !_names.Add(unique); i++)
        {
            unique = FormattableString.Invariant($"{name}_{i}");
        }

        return unique;
    }

    public static int RoundUp(int length) => (length + 15) & ~15;

    private void ClearBorder(int node)
    {
        if (!_plan.Layouts[node].Border.IsNone)
        {
            Call(Define(Lowering.ClearBorder.Lower(_plan.Graph.Nodes[node].Name, _plan.Target.Lanes, _plan.Layouts[node])), eachImage: true, [Value(node)], [], 0);
        }
    }

    private int PhaseOf(int node) => _cuts.PhaseOf[node];

    private EquatableArray<EntryPoint> TrainingEntryPoints()
    {
        List<EntryPoint> entries = [];
        int start = 0;
        for (int i = 0; i < _phases.Length; i++)
        {
            int end = start;
            while (end < _cuts.PhaseOf.Count && PhaseOf(end) == i)
            {
                end++;
            }

            Phase phase = _phases[i];
            string part = _phases.Length == 1 ? "" : FormattableString.Invariant($"Phase {i + 1} of {_phases.Length} of the ");
            string what = part + (part.Length == 0 ? "Forward" : "forward") + " and backward of one micro-batch; adds to the gradient.";
            entries.Add(new EntryPoint(phase.RunName, what, Range(_firstCall[start], _firstCall[end]))
            {
                GradientUnpacking = phase.Unpacking.ToEquatableArray(),
                Reduce = phase.Reducing.Count == 0 ? null : new ReduceMethod(phase.ReduceName, phase.Reducing.ToEquatableArray()),
            });
            start = end;
        }

        return entries.ToEquatableArray();
    }

    private EquatableArray<EntryPoint> InferenceEntryPoints()
    {
        int output = _plan.Graph.Output;
        int logits = _plan.Graph.Logits;
        int[] upToLogits = [.. Range(0, _firstCall[logits + 1])];
        int callsOfNodes = _calls.Count;
        if (!_writesIntoCallersMemory)
        {
            CopyOut(output);
        }

        int[] all = [.. Range(0, _calls.Count)];
        if (logits != output)
        {
            CopyOut(logits);
            upToLogits = [.. upToLogits, _calls.Count - 1];
        }

        EquatableArray<ProgramStep> steps = _plan.IsDivided ? ProgramSteps.Of(_calls, all, []) : [];
        EquatableArray<ProgramStep> stepsToLogits = _plan.IsDivided && logits != output ? ProgramSteps.Of(_calls, upToLogits, steps) : steps;
        _sharedCalls = _firstCall[_writesIntoCallersMemory ? output : (_plan.Tail?.Boundary ?? logits) + 1];
        if (_plan.Tail is { } tail)
        {
            // Last, for its calls are no part of the passes of one image.
            EquatableArray<int> trunk = [.. Range(0, _sharedCalls), callsOfNodes + (logits == output ? 1 : 2)];
            Call(Define(FeaturesOut(tail.Boundary)), eachImage: true, [Value(tail.Boundary), new RegionArgument(Region.Features, 0, 0)], [], 0);
            _batch = BatchTailLowering.Run(this, _plan, _calls, _firstCall, trunk);
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
    public KernelCall CopyOutCall(int node) => _calls[_copiesOut[node]];

    private void CopyOut(int node)
    {
        _copiesOut[node] = _calls.Count;
        TensorShape shape = _plan.Graph.Nodes[node].Shape;
        Kernel copy = CopyLayout.Lower(
            "WriteOutput", _plan.Target.Lanes, _plan.Layouts[node], BufferLayout.ChannelsLast(shape, default), "the output, into the caller's memory");
        Call(Define(copy), eachImage: true, [Value(node), OutputOf(node)], [], 0);
    }

    /// <summary>The caller's memory for a value.</summary>
    private RegionArgument OutputOf(int node) => new(Region.Output, 0, _plan.Graph.Nodes[node].Shape.Length);

    private LoweredProgram Finish(EquatableArray<EntryPoint> entryPoints) => new(
        _plan.Target,
        _packing.ToEquatableArray(),
        _packedLength,
        _kernels.ToEquatableArray(),
        _calls.ToEquatableArray(),
        entryPoints,
        _buffers.ToEquatableArray(),
        0,
        _plan.MicroBatch)
    {
        ScratchLength = _scratchLength,
        Batch = _batch,
        SharedCalls = _sharedCalls,
        ContributionsLength = _cuts.ContributionsLength,
        WholeBatchLength = _cuts.ValuesLength,
    };

    /// <summary>What is collected for one phase of training.</summary>
    private sealed record Phase(string RunName, string ReduceName)
    {
        public List<GradientUnpack> Unpacking { get; } = [];

        public List<ReduceStep> Reducing { get; } = [];
    }
}
