using CnnGen.Generator.Loops;
using CnnGen.Generator.Model;
using CnnGen.Generator.Program;

namespace CnnGen.Generator.Emission;

/// <summary>The stages that a whole batch goes through in training, as a method each.</summary>
internal sealed class TrainingStagePrinter(SourceWriter writer, LoweredProgram program, CallSyntax syntax)
{
    public void Print(TrainingStage stage)
    {
        writer.Line($"/// <summary>{DisplayName.OneLine(stage.Summary)}</summary>");
        writer.Block($"public static void {stage.Name}(in MicroBatch batch, int from, int to)", () =>
        {
            if (stage.Reduce is { } reduce)
            {
                writer.Line(BatchNormSyntax.Print(reduce, program.ContributionsLength));
                return;
            }

            PrintLocals(stage);
            if (stage.Unpack is { } unpack)
            {
                PrintUnpack(unpack);
            }
            else if (stage.PartsOfImage > 0)
            {
                string parts = VectorSyntax.Invariant(stage.PartsOfImage);
                writer.Block("for (int task = from; task < to; task++)", () =>
                {
                    writer.Line($"(nint n, int part) = (task / {parts}, task % {parts});");
                    PrintImage(stage);
                });
            }
            else if (stage.Tasks == 0)
            {
                writer.Block("for (nint n = from; n < to; n++)", () => PrintImage(stage));
            }
            else
            {
                writer.Line(syntax.Call(program.Calls[stage.Calls[0]]));
            }
        });
    }

    private void PrintImage(TrainingStage stage)
    {
        HashSet<int> cleared = [];
        foreach (int call in stage.Calls)
        {
            foreach (int buffer in Buffers([call]).Where(buffer => program.Buffers[buffer].IsSum && cleared.Add(buffer)))
            {
                string length = VectorSyntax.Invariant(program.Buffers[buffer].Length);
                writer.Line($"new Span<float>({syntax.BufferNames[buffer]} + ({length} * n), {length}).Clear();");
            }

            writer.Line(syntax.Call(program.Calls[call], partsOfImage: stage.PartsOfImage));
        }
    }

    private void PrintLocals(TrainingStage stage)
    {
        int[] buffers = stage.Unpack is { } unpack ? [unpack.Buffer] : Buffers(stage.Calls);
        if (buffers.Length > 0)
        {
            writer.Line("float* arena = batch.Arena;");
        }

        if (Uses(stage, argument => argument is RegionArgument { Region: Region.Packed }))
        {
            writer.Line("float* packed = batch.Packed;");
        }

        if (Uses(stage, argument => argument is RegionArgument { Region: Region.Scratch }))
        {
            writer.Line("float* scratch = batch.Scratch;");
        }

        if (Array.Exists(buffers, buffer => program.Buffers[buffer].PerImage)
            || Uses(stage, argument => argument is RuntimeArgument { Value: RuntimeValue.Count }))
        {
            writer.Line("int count = batch.Count;");
        }

        foreach (int buffer in buffers)
        {
            writer.Line($"float* {syntax.BufferNames[buffer]} = {Start(program.Buffers[buffer])};");
        }
    }

    /// <summary>What is known once stands first, then what each image has: their number is not known before.</summary>
    private string Start(ArenaBuffer buffer) => !buffer.PerImage
        ? VectorSyntax.Place("arena", buffer.Offset)
        : VectorSyntax.Place("arena", program.ArenaLength) + (buffer.Offset == 0 ? "" : $" + ({VectorSyntax.Invariant(buffer.Offset)} * (nint)count)");

    private void PrintUnpack(GradientUnpack unpack)
    {
        ArenaBuffer buffer = program.Buffers[unpack.Buffer];
        string blocks = buffer.PerImage ? $"count, {VectorSyntax.Invariant(buffer.Length)}" : "1, 0";
        string source = VectorSyntax.Place(syntax.BufferNames[unpack.Buffer], unpack.Step.Packed);
        string target = VectorSyntax.Place("batch.Gradient", unpack.Step.Tensor);
        writer.Line($"StridedTensor.AddBlocks({source}, {blocks}, {target}, {PackingSyntax.Strides(unpack.Step)}, from, to);");
    }

    private int[] Buffers(EquatableArray<int> calls) =>
        [.. calls
            .SelectMany(call => program.Calls[call].Arguments)
            .OfType<BufferArgument>()
            .Select(argument => argument.Buffer)
            .Distinct()
            .OrderBy(buffer => buffer)];

    private bool Uses(TrainingStage stage, Func<CallArgument, bool> isMeant) => stage.Calls.Any(call => program.Calls[call].Arguments.Any(isMeant));
}
