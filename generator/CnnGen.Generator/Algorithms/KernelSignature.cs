using CnnGen.Generator.Loops;
using CnnGen.Generator.Model;
using CnnGen.Generator.Program;

namespace CnnGen.Generator.Algorithms;

/// <summary>Collects the parameters of a kernel together with what is passed for them, so that the two cannot differ.</summary>
internal sealed class KernelSignature
{
    /// <summary>The parameter with the first image of a round.</summary>
    public const string FirstImage = "firstImage";

    /// <summary>The parameter with the image after the last of a round.</summary>
    public const string EndImage = "endImage";

    private readonly List<KernelParameter> _parameters = [];
    private readonly List<CallArgument> _arguments = [];
    private readonly List<Overwrite> _overwrites = [];
    private int _tasks;
    private RoundSize _round;

    public KernelSignature Floats(string name, CallArgument argument) => With(name, ParameterType.FloatPointer, argument);

    public KernelSignature Integers(string name, CallArgument argument) => With(name, ParameterType.IntegerPointer, argument);

    public KernelSignature With(string name, ParameterType type, CallArgument argument)
    {
        _parameters.Add(new KernelParameter(name, type));
        _arguments.Add(argument);
        return this;
    }

    /// <summary>
    /// Lets threads divide the work, if this program is for several: the kernel's parallel loops count this many tasks in all. Nothing for 0.
    /// </summary>
    public KernelSignature WithTasks(NodeLowering node, int tasks)
    {
        if (!node.IsParallel || tasks == 0)
        {
            return this;
        }

        _tasks = tasks;
        With(Kernel.FirstTask, ParameterType.Integer, new TaskBoundArgument(IsEnd: false));
        return With(Kernel.EndTask, ParameterType.Integer, new TaskBoundArgument(IsEnd: true));
    }

    /// <summary>For a kernel of one image of a whole batch, in a stage whose tasks are parts of images: its parallel loops count so many tasks.</summary>
    public KernelSignature InParts(int tasks)
    {
        _tasks = tasks;
        With(Kernel.FirstTask, ParameterType.Integer, new TaskBoundArgument(IsEnd: false));
        return With(Kernel.EndTask, ParameterType.Integer, new TaskBoundArgument(IsEnd: true));
    }

    /// <summary>
    /// For a kernel that runs over the images itself: their number, and which of so many tasks it is called for, if this program takes a whole batch through
    /// it.
    /// </summary>
    public KernelSignature OverImages(NodeLowering node, int tasks)
    {
        With("count", ParameterType.Integer, new RuntimeArgument(RuntimeValue.Count));
        if (!node.IsWholeBatch)
        {
            return this;
        }

        _tasks = tasks;
        With(Kernel.FirstTask, ParameterType.Integer, new TaskBoundArgument(IsEnd: false));
        return With(Kernel.EndTask, ParameterType.Integer, new TaskBoundArgument(IsEnd: true));
    }

    /// <summary>
    /// For a kernel that runs over the images of a round, whose first and end it is told, and is called for some of so many tasks.
    /// </summary>
    public KernelSignature OfRound(NodeLowering node, RoundSize round, int tasks)
    {
        With(FirstImage, ParameterType.Integer, new RuntimeArgument(RuntimeValue.FirstOfRound));
        With(EndImage, ParameterType.Integer, new RuntimeArgument(RuntimeValue.EndOfRound));
        return InParts(tasks).InRounds(round);
    }

    /// <summary>Makes the call a part of its node's rounds: see <see cref="KernelCall.Round"/>.</summary>
    public KernelSignature InRounds(RoundSize round)
    {
        _round = round;
        return this;
    }

    /// <summary>Lets the last parameter take the place of an earlier one: each element is read before it is written.</summary>
    public KernelSignature MayOverwrite(string earlier)
    {
        _overwrites.Add(new Overwrite(_parameters.FindIndex(parameter => parameter.Name == earlier), _parameters.Count - 1));
        return this;
    }

    /// <summary>Adds the kernel and its call: once an image, or once for all images of a micro-batch.</summary>
    public void Call(NodeLowering node, int lanes, LoopBuilder body, EquatableArray<string> comment, string suffix = "", bool eachImage = true) => node.Call(
        new Kernel(KernelNames.Of(node.Node.Name, suffix), comment, body.Code(lanes, _parameters.ToEquatableArray())),
        eachImage,
        [.. _arguments],
        [.. _overwrites],
        _tasks,
        _round);

    /// <summary>
    /// As above, once an image, for a kernel that depends on <see cref="NodeLowering.Cause"/> alone: its loops are only made where the same is not known.
    /// </summary>
    public void Call(
        NodeLowering node,
        int lanes,
        Func<LoopBuilder> body,
        Func<EquatableArray<string>> comment,
        string stage = "",
        bool callsKernels = false) => node.Call(
        stage,
        comment,
        () => body().Code(lanes, _parameters.ToEquatableArray()),
        callsKernels,
        [.. _arguments],
        [.. _overwrites],
        _tasks);
}
