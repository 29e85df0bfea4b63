using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Program;

/// <summary>
/// Cuts a training step into stages. As many kernels of one image as possible follow each other in a stage, while the image is in a cache: until one needs what
/// is only known when all images have been through. Gradients of weights, which nobody waits for, are put off by one layer, so that the gradient of the input
/// is computed while that of the output is at hand.
/// </summary>
internal sealed class TrainingStages
{
    // Layers that a comment names before it names the first and the last only.
    private const int MostNamed = 3;

    // Channels that the library reduces together: a cache line of each image.
    private const int ReducedTogether = 16;

    // A round has few images: with so many parts of each, 16 threads have equal shares of 2 images and more, and nearly equal ones of any number from 8 on.
    private const int PartsOfImage = 8;

    // Gradients of weights that wait: more would keep more values in memory.
    private const int MostWaiting = 1;

    private readonly ProgramBuilder _builder;
    private readonly NetworkGraph _graph;
    private readonly bool _stageOfEachCall;
    private readonly List<TrainingStage> _stages = [];
    private readonly List<(int Node, int Call)> _images = [];
    private readonly Queue<(int Node, int Call, int End)> _waiting = new();
    private readonly Queue<(int Node, GradientUnpack Unpack)> _sums = new();
    private int _phase;
    private int _checkpoint;

    private TrainingStages(ProgramBuilder builder, NetworkGraph graph, bool stageOfEachCall) =>
        (_builder, _graph, _stageOfEachCall) = (builder, graph, stageOfEachCall);

    /// <summary>The stages in their order.</summary>
    /// <param name="builder">The calls of all nodes, and what becomes of sums.</param>
    /// <param name="graph">The nodes.</param>
    /// <param name="firstCall">The first call of each node; the number of calls at the end.</param>
    /// <param name="stageOfEachCall">Whether calls of one image are not put together.</param>
    public static EquatableArray<TrainingStage> Of(ProgramBuilder builder, NetworkGraph graph, IReadOnlyList<int> firstCall, bool stageOfEachCall)
    {
        TrainingStages stages = new(builder, graph, stageOfEachCall);
        for (int node = 0; node < graph.Nodes.Count; node++)
        {
            stages.AddNode(node, firstCall[node], firstCall[node + 1]);
        }

        stages.EndPhase();
        return stages._stages.Select((stage, i) => stage with
        {
            Name = builder.Unique(FormattableString.Invariant($"Stage{i + 1}")),
            Summary = FormattableString.Invariant($"Stage {i + 1} of {stages._stages.Count}, {stage.Summary}."),
        }).ToEquatableArray();
    }

    private void AddNode(int node, int start, int end)
    {
        if (_builder.Cuts.PhaseOf[node] != _phase)
        {
            EndPhase();
            _phase = _builder.Cuts.PhaseOf[node];
        }

        BeginBlock(node);
        bool isAwaited = _graph.Nodes[node].Operator is not IParameterGradient;
        bool sumsImages = false;
        for (int call = start; call < end; call++)
        {
            if (_builder.Calls[call] is { EachImage: true, Round.IsGiven: false })
            {
                CheckOneImage(node, _builder.Calls[call]);
                if (_stageOfEachCall)
                {
                    EndCalls();
                }

                _images.Add((node, call));
                sumsImages = true;
            }
            else
            {
                int first = call;
                for (; call + 1 < end && _builder.Calls[call + 1] is { EachImage: false } or { Round.IsGiven: true }; call++)
                {
                }

                if (isAwaited)
                {
                    EndImages();
                    AddTogether(node, first, call + 1);
                }
                else
                {
                    _waiting.Enqueue((node, first, call + 1));
                }

                sumsImages = false;
            }
        }

        if (sumsImages)
        {
            foreach ((int Node, GradientUnpack) unpack in _builder.Unpacking.Where(other => other.Node == node))
            {
                _sums.Enqueue(unpack);
            }
        }

        if (_waiting.Count > MostWaiting)
        {
            EndImages();
            AddWaiting(_waiting.Count - MostWaiting);
        }
    }

    /// <summary>
    /// All values of a stage are in memory together, so that a stage ends where a block with checkpointing begins or ends, and where it is computed once more.
    /// What follows that in the backward pass reads what has just been computed.
    /// </summary>
    private void BeginBlock(int node)
    {
        int checkpoint = _graph.Nodes[node].Checkpoint;
        if (checkpoint != _checkpoint && (checkpoint > 0 || node <= _graph.Losses[_graph.Losses.Count - 1]))
        {
            EndImages();
            AddWaiting(_waiting.Count);
        }

        _checkpoint = checkpoint;
    }

    private void EndPhase()
    {
        EndImages();
        foreach ((int node, ReduceStep step) in _builder.Reducing.Where(other => _builder.Cuts.PhaseOf[other.Node] == _phase))
        {
            int channels = ((IWholeBatch)_graph.Nodes[node].Operator).Channels;
            Add($"of all images together: {_graph.Nodes[node].Name}", (channels + ReducedTogether - 1) / ReducedTogether, [], [node], reduce: step);
        }

        AddWaiting(_waiting.Count);
    }

    private void EndImages()
    {
        EndCalls();
        while (_sums.Count > 0)
        {
            (int node, GradientUnpack unpack) = _sums.Dequeue();
            AddUnpack(node, unpack);
        }
    }

    private void EndCalls()
    {
        if (_images.Count > 0)
        {
            int[] nodes = [.. _images.Select(call => call.Node).Distinct()];
            Add("image by image: " + Names([.. nodes.Select(node => _graph.Nodes[node].Name)]), 0, [.. _images.Select(call => call.Call)], [.. nodes]);
            _images.Clear();
        }
    }

    private void AddWaiting(int count)
    {
        for (; count > 0; count--)
        {
            (int node, int call, int end) = _waiting.Dequeue();
            AddTogether(node, call, end);
            foreach ((_, GradientUnpack unpack) in _builder.Unpacking.Where(other => other.Node == node))
            {
                AddUnpack(node, unpack);
            }
        }
    }

    /// <summary>Calls that are not made for one image after the other: rounds, and what is computed of all images.</summary>
    private void AddTogether(int node, int start, int end)
    {
        for (int call = start; call < end;)
        {
            int first = call;
            for (; call < end && _builder.Calls[call].Round.IsGiven; call++)
            {
            }

            if (call > first)
            {
                AddRound(node, first, call);
            }
            else
            {
                AddOfAllImages(node, call++);
            }
        }
    }

    /// <summary>Calls that images go through in rounds: what each image makes for itself, then what is made of all of the round.</summary>
    private void AddRound(int node, int start, int end)
    {
        RoundSize round = _builder.Calls[start].Round;
        int first = _stages.Count;
        string name = _graph.Nodes[node].Name;
        for (int call = start; call < end;)
        {
            int[] each = [.. Enumerable.Range(call, end - call).TakeWhile(other => _builder.Calls[other].EachImage)];
            if (each.Length > 0)
            {
                Add(FormattableString.Invariant($"image by image, in rounds of {round.Images} images: {name}"), 0, new EquatableArray<int>(each), [node]);
                if (each.All(other => _builder.Calls[other].Tasks > 0))
                {
                    _stages[_stages.Count - 1] = _stages[_stages.Count - 1] with { PartsOfImage = PartsOfImage };
                }
            }
            else
            {
                Add($"of all images of a round together: {name}", _builder.Calls[call].Tasks, [call], [node]);
            }

            call += Math.Max(1, each.Length);
        }

        _stages[first] = _stages[first] with { Round = round, StagesOfRound = _stages.Count - first };
    }

    private void AddOfAllImages(int node, int call) => Add($"of all images together: {_graph.Nodes[node].Name}", _builder.Calls[call].Tasks, [call], [node]);

    private void AddUnpack(int node, GradientUnpack unpack) =>
        Add($"sums to gradients: {unpack.Step.Remark}", unpack.Step.Extents[0], [], [node], unpack: unpack);

    private void Add(
        string summary,
        int tasks,
        EquatableArray<int> calls,
        EquatableArray<int> nodes,
        GradientUnpack? unpack = null,
        ReduceStep? reduce = null) =>
        _stages.Add(new TrainingStage("", summary, tasks, calls) { Nodes = nodes, Unpack = unpack, Reduce = reduce });

    private static string Names(string[] names) => names.Length <= MostNamed ? string.Join(", ", names) : $"{names[0]} to {names[names.Length - 1]}";

    /// <summary>Two images at a time may not write to the same memory.</summary>
    private void CheckOneImage(int node, KernelCall call)
    {
        if (call.Arguments.Any(argument =>
            argument is RegionArgument { Region: Region.Gradient } || (argument is BufferArgument buffer && !_builder.IsPerImage(buffer.Buffer))))
        {
            throw new InvalidOperationException($"{_graph.Nodes[node].Name} computes one image and writes to memory of all images.");
        }
    }
}
