using CnnGen.Generator.Loops;
using CnnGen.Generator.Program;

namespace CnnGen.Generator.Emission;

/// <summary>Calls of a program's kernels as C#.</summary>
internal sealed class CallSyntax(LoweredProgram program, bool isTraining)
{
    private readonly bool _isWholeBatch = program.Stages.Count > 0;

    /// <summary>The local of each buffer of the arena.</summary>
    public string[] BufferNames { get; } = Names(program);

    /// <summary>A call as a statement.</summary>
    /// <param name="call">The call.</param>
    /// <param name="isShared">Whether it does the tasks of one of several threads, as the method's arguments say.</param>
    /// <param name="inBatch">Whether it reads and writes the memory of a whole batch.</param>
    /// <param name="partsOfImage">Into how many parts an image is divided, of which it does one; 0 where it does all of an image.</param>
    public string Call(KernelCall call, bool isShared = false, bool inBatch = false, int partsOfImage = 0)
    {
        List<string> arguments = [];
        for (int i = 0; i < call.Arguments.Count; i++)
        {
            string argument = call.Arguments[i] is TaskBoundArgument bound
                ? Task(bound, call.Tasks, isShared, partsOfImage)
                : Argument(call.Arguments[i], call.EachImage, inBatch);
            bool needsCast = call.Kernel.Code.Parameters[i].Type == ParameterType.IntegerPointer
                && call.Arguments[i] is not RegionArgument { Region: Region.Labels };
            arguments.Add(needsCast ? $"(int*){(argument.Contains(' ') ? $"({argument})" : argument)}" : argument);
        }

        return $"{call.Kernel.Name}({string.Join(", ", arguments)});";
    }

    private string Task(TaskBoundArgument argument, int tasks, bool isShared, int partsOfImage) => (isShared, argument.IsEnd) switch
    {
        _ when partsOfImage > 0 =>
            $"Partition.Start({(argument.IsEnd ? "part + 1" : "part")}, {VectorSyntax.Invariant(partsOfImage)}, {VectorSyntax.Invariant(tasks)})",
        _ when _isWholeBatch => argument.IsEnd ? "to" : "from",
        (false, false) => "0",
        (false, true) => VectorSyntax.Invariant(tasks),
        (true, false) => $"Partition.Start(part, parts, {VectorSyntax.Invariant(tasks)})",
        (true, true) => $"Partition.Start(part + 1, parts, {VectorSyntax.Invariant(tasks)})",
    };

    private string Argument(CallArgument argument, bool eachImage, bool inBatch) => argument switch
    {
        BatchArgument a => VectorSyntax.Place("tail", a.Offset) + (eachImage ? Images(a.ImageStride) : ""),
        RegionArgument { Region: Region.Output } a when inBatch => VectorSyntax.Place("output", a.Offset) + Images(a.ImageStride),
        BufferArgument { StrideInRound: > 0 } a =>
            VectorSyntax.Place(BufferNames[a.Buffer], a.Offset) + $" + ({VectorSyntax.Invariant(a.StrideInRound)} * (n - batch.FirstImage))",
        BufferArgument a =>
            VectorSyntax.Place(BufferNames[a.Buffer], a.Offset)
                + ImageOffset(program.Buffers[a.Buffer].PerImage ? program.Buffers[a.Buffer].Length : 0, eachImage),
        RegionArgument a => VectorSyntax.Place(RegionName(a.Region), a.Offset) + ImageOffset(a.ImageStride, eachImage),
        RuntimeArgument { Value: RuntimeValue.Count } => "count",
        LossScaleArgument { Weight: 1 } => "batch.Scale",
        LossScaleArgument a => $"{VectorSyntax.Float(a.Weight)} * batch.Scale",
        LossTotalsArgument a => VectorSyntax.Place("batch.Totals", a.Loss) + (_isWholeBatch ? Images(a.Count) : ""),
        RuntimeArgument { Value: RuntimeValue.NoiseSeed } => "batch.NoiseSeed",
        RuntimeArgument { Value: RuntimeValue.FirstOfRound } => "batch.FirstImage",
        RuntimeArgument { Value: RuntimeValue.EndOfRound } => "batch.EndOfRound",
        RuntimeArgument { Value: RuntimeValue.Image } => _isWholeBatch ? "(int)n" : eachImage ? "batch.FirstImage + n" : "batch.FirstImage",
        _ => throw new InvalidOperationException($"No syntax for {argument}."),
    };

    private string ImageOffset(int stride, bool eachImage) => !isTraining || !eachImage || stride == 0 ? "" : Images(stride);

    private static string Images(int stride) => stride == 1 ? " + n" : $" + ({VectorSyntax.Invariant(stride)} * n)";

    private string RegionName(Region region) => region switch
    {
        Region.Input => isTraining ? "batch.Input" : "input",
        Region.Output => "output",
        Region.Features => "features",
        Region.Packed => "packed",
        Region.Scratch => "scratch",
        Region.Weights => "batch.Weights",
        Region.Gradient => "batch.Gradient",
        Region.Labels => "batch.Labels",
        Region.Contributions => "batch.Contributions",
        Region.WholeBatch => "batch.WholeBatch",
        Region.Record => "batch.Record",
        _ => "batch.Values",
    };

    private static string[] Names(LoweredProgram program)
    {
        HashSet<string> taken = [
            "arena",
            "scratch",
            "packed",
            "input",
            "output",
            "batch",
            "count",
            "n",
            "stage",
            "part",
            "parts",
            "tail",
            "features",
            "nint",
            "from",
            "to",
            "task",
            "part"
        ];
        string[] names = new string[program.Buffers.Count];
        for (int i = 0; i < names.Length; i++)
        {
            // A trailing word keeps names apart from locals of the entry points and from keywords.
            names[i] = KernelNames.Local(program.Buffers[i].Name);
            bool isFree =
                Microsoft.CodeAnalysis.CSharp.SyntaxFacts.GetKeywordKind(names[i]) == Microsoft.CodeAnalysis.CSharp.SyntaxKind.None && taken.Add(names[i]);
            for (string name = names[i] + "Values"; !isFree; name += "_")
            {
                names[i] = name + VectorSyntax.Invariant(i);
                isFree = taken.Add(names[i]);
            }
        }

        return names;
    }
}
