using CnnGen.Generator.Ir;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Program;

/// <summary>Collects kernels, calls, packed weights and buffers of one program, then plans the arena. It knows no algorithm.</summary>
internal sealed class ProgramBuilder
{
    /// <summary>The method that takes a micro-batch through forward and backward.</summary>
    public const string RunName = "Run";

    private readonly NetworkPlan _plan;
    private readonly Dictionary<string, int> _parameters;
    private readonly List<PackingStep> _packing = [];
    private readonly List<Kernel> _kernels = [];
    private readonly Dictionary<KernelCode, Kernel> _distinct = [];
    private readonly Dictionary<KernelKey, Kernel> _known = [];
    private readonly HashSet<string> _names = [.. KernelNames.Reserved];
    private readonly List<KernelCall> _calls = [];
    private readonly List<ArenaBuffer> _buffers = [];
    private readonly List<(int Node, GradientUnpack Unpack)> _unpacking = [];
    private readonly List<(int Node, ReduceStep Step)> _reducing = [];
    private readonly int[] _values;
    private readonly int[] _argMax;
    private readonly int[] _originals;
    private readonly Dictionary<int, Queue<int>> _packedOf = [];
    private int _packedLength;
    private int _scratchLength;

    public ProgramBuilder(NetworkPlan plan, ParameterLayout parameters, bool isTraining)
    {
        _plan = plan;
        WritesIntoCallersMemory = plan.CanWriteIntoCallersMemory && !isTraining;
        _parameters = parameters.Offsets();
        Cuts = TrainingPhases.Of(plan.Graph);
        _names.Add(RunName);
        _values = new int[plan.Graph.Nodes.Count];
        _argMax = new int[plan.Graph.Nodes.Count];
        _originals = plan.Graph.Originals();
        for (int i = 0; i < _values.Length; i++)
        {
            _values[i] = _argMax[i] = -1;
        }
    }

    /// <summary>Whether the last kernel writes into the caller's memory.</summary>
    public bool WritesIntoCallersMemory { get; }

    /// <summary>Where a step of training waits for values of the whole batch.</summary>
    public TrainingPhases Cuts { get; }

    /// <summary>What becomes of sums of gradients, and which nodes made them.</summary>
    public IReadOnlyList<(int Node, GradientUnpack Unpack)> Unpacking => _unpacking;

    /// <summary>What is made of the contributions of all images, and to which nodes they belong.</summary>
    public IReadOnlyList<(int Node, ReduceStep Step)> Reducing => _reducing;

    /// <summary>What is called, in the order of the nodes.</summary>
    public IReadOnlyList<KernelCall> Calls => _calls;

    public CallArgument Value(int node)
    {
        if (_plan.Schedules[node] is null && _plan.Graph.Nodes[node].Operator is InputOperator)
        {
            return InputOf(node);
        }

        if (WritesIntoCallersMemory && node == _plan.Graph.Output)
        {
            return OutputOf(0);
        }

        node = _plan.BufferAliases[node];
        if (_values[node] < 0)
        {
            string name = node == 0 && _plan.Graph.Nodes[1].Operator is not InputOperator ? "image" : _plan.Graph.Nodes[node].Name;
            _values[node] = DefineBuffer(name, _plan.Layouts[node].Length, perImage: true);
        }

        return new BufferArgument(_values[node], 0);
    }

    public int ImageStride(int node) => Value(node) is RegionArgument region ? region.ImageStride : RoundUp(_plan.Layouts[node].Length);

    public CallArgument ArgMax(int node)
    {
        if (_argMax[node] < 0)
        {
            _argMax[node] = DefineBuffer(_plan.Graph.Nodes[node].Name + " winners", _plan.ArgMaxLayout(node).Length, perImage: true);
        }

        return new BufferArgument(_argMax[node], 0);
    }

    public int Parameter(ParameterSpec parameter) => _parameters[parameter.Name];

    /// <summary>A place among the packed weights. A node that computes the value of another once more has the places of that one, in the same order.</summary>
    public int ReservePacked(int node, int length)
    {
        int original = _originals[node];
        if (original != node)
        {
            return _packedOf[original].Dequeue();
        }

        int offset = _packedLength;
        _packedLength += RoundUp(length);
        if (_plan.Graph.Nodes[node].Checkpoint > 0)
        {
            if (!_packedOf.TryGetValue(node, out Queue<int>? places))
            {
                _packedOf.Add(node, places = new Queue<int>());
            }

            places.Enqueue(offset);
        }

        return offset;
    }

    /// <summary>Brings weights to a place that the node has reserved.</summary>
    public void Pack(int node, PackingStep step)
    {
        if (_originals[node] == node)
        {
            _packing.Add(step);
        }
    }

    public int DefineBuffer(string name, int length, bool perImage)
    {
        _buffers.Add(new ArenaBuffer(name, RoundUp(length), perImage, FirstUse: -1, LastUse: -1, Offset: -1));
        return _buffers.Count - 1;
    }

    /// <summary>Whether each image has a part of a buffer of its own.</summary>
    public bool IsPerImage(int buffer) => _buffers[buffer].PerImage;

    /// <summary>Memory that kernels add to: of each image in a whole batch, else of all images of a micro-batch.</summary>
    public int DefineSums(string name, int length)
    {
        int buffer = DefineBuffer(name, length, perImage: _plan.IsWholeBatch);
        _buffers[buffer] = _buffers[buffer] with { IsSum = true };
        return buffer;
    }

    public void UnpackGradient(int node, int buffer, PackStep step) => _unpacking.Add((node, new GradientUnpack(buffer, step)));

    public CallArgument Contribution(int node) => new RegionArgument(Region.Contributions, Cuts.Contributions[node], Cuts.ContributionsLength);

    public int ValueOffset(int node) => Cuts.Values[node];

    public void Reduce(int node, Func<int, int, ReduceStep> step) =>
        _reducing.Add((node, step(Cuts.Contributions[node], Cuts.Values[node])));

    /// <summary>Memory for the time of one call; calls have it one after the other.</summary>
    public CallArgument Scratch(int length)
    {
        _scratchLength = Math.Max(_scratchLength, RoundUp(length));
        return new RegionArgument(Region.Scratch, 0, 0);
    }

    /// <summary>Calls a kernel of this program.</summary>
    public void Call(Kernel kernel, bool eachImage, CallArgument[] arguments, Overwrite[] overwrites, int tasks, RoundSize round = default) => _calls.Add(
        new KernelCall(
            kernel,
            new EquatableArray<CallArgument>(arguments),
            eachImage,
            new EquatableArray<Overwrite>(overwrites))
        { Tasks = tasks, Round = round });

    /// <summary>Lets threads go on from a call to the next one without waiting for each other.</summary>
    public void JoinNext(int call) => _calls[call] = _calls[call] with { JoinsNext = true };

    /// <summary>The kernel under a name of its own; one that does the same and is known already.</summary>
    public Kernel Define(Kernel kernel) => Define(kernel.Name, kernel.Code, () => kernel.Comment, _kernels.Count);

    /// <summary>A kernel that depends on a cause alone: it is only made where none of this program has the same.</summary>
    public Kernel Define(KernelKey cause, string name, Func<EquatableArray<string>> comment, Func<KernelCode> make)
    {
        if (!_known.TryGetValue(cause, out Kernel? known))
        {
            // What it calls is defined while it is made, and stands behind it.
            int place = _kernels.Count;
            known = Define(name, make(), comment, place);
            _known.Add(cause, known);
        }

        return known;
    }

    private Kernel Define(string name, KernelCode code, Func<EquatableArray<string>> comment, int place)
    {
        if (!_distinct.TryGetValue(code, out Kernel? known))
        {
            known = new Kernel(Unique(name), comment(), code);
            _distinct.Add(code, known);
            _kernels.Insert(place, known);
        }

        return known;
    }

    /// <summary>A name that no method of the program has yet.</summary>
    public string Unique(string name)
    {
        string unique = name;
        for (int i = 2; !_names.Add(unique); i++)
        {
            unique = FormattableString.Invariant($"{name}_{i}");
        }

        return unique;
    }

    public static int RoundUp(int length) => (length + 15) & ~15;

    /// <summary>The caller's memory of an input.</summary>
    public RegionArgument InputOf(int node) => new(Region.Input, _plan.Graph.InputOffset(node), _plan.Graph.InputLength);

    /// <summary>The caller's memory for an output; those of one image stand side by side.</summary>
    public RegionArgument OutputOf(int output)
    {
        NetworkGraph graph = _plan.Graph;
        return new RegionArgument(Region.Output, graph.Outputs.Take(output).Sum(before => graph.Nodes[before.Value].Shape.Length), graph.OutputLength);
    }

    /// <summary>Where an image's targets for a loss stand.</summary>
    public RegionArgument TargetOf(int loss) => LossTargets.Of(_plan.Graph, loss);

    /// <summary>The program, with a place for every buffer.</summary>
    /// <param name="entryPoints">Which calls each method makes.</param>
    /// <param name="sharedCalls">How many calls every entry point of inference begins with.</param>
    /// <param name="batch">How several images are computed together, or null.</param>
    /// <param name="stages">What a whole batch goes through in training.</param>
    public LoweredProgram Finish(EquatableArray<EntryPoint> entryPoints, int sharedCalls, BatchProgram? batch, EquatableArray<TrainingStage> stages) =>
        ArenaPlanner.Run(new LoweredProgram(
            _plan.Target,
            _packing.ToEquatableArray(),
            _packedLength,
            _kernels.ToEquatableArray(),
            _calls.ToEquatableArray(),
            entryPoints,
            _buffers.ToEquatableArray(),
            0,
            _plan.IsWholeBatch ? 1 : _plan.MicroBatch)
        {
            ScratchLength = _scratchLength,
            Batch = batch,
            Stages = stages,
            SharedCalls = sharedCalls,
            ContributionsLength = Cuts.ContributionsLength,
            WholeBatchLength = Cuts.ValuesLength,
        });
}
