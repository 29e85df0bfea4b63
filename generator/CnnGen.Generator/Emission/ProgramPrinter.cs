using CnnGen.Generator.Loops;
using CnnGen.Generator.Model;
using CnnGen.Generator.Program;

namespace CnnGen.Generator.Emission;

/// <summary>One program as a nested class: packing, entry points, kernels.</summary>
internal sealed class ProgramPrinter(SourceWriter writer, LoweredProgram program, ProgramPurpose purpose)
{
    private readonly bool _isTraining = purpose != ProgramPurpose.Forward;
    private readonly CallSyntax _syntax = new(program, purpose != ProgramPurpose.Forward);

    /// <summary>The nested class's name: <c>ForwardVector256</c>, <c>TrainingScalar</c>.</summary>
    public static string ClassName(LoweredProgram program, ProgramPurpose purpose) =>
        purpose + (program.Target.Lanes == 1 ? "Scalar" : "Vector" + VectorSyntax.Invariant(program.Target.VectorBits));

    public void Print()
    {
        string width = program.Target.Lanes == 1 ? "plain numbers" : $"vectors of {VectorSyntax.Invariant(program.Target.Lanes)} floats";
        string what = purpose switch
        {
            ProgramPurpose.Forward => "The forward pass",
            ProgramPurpose.Training => "Forward and backward",
            _ => "Values and gradients of all layers",
        };
        writer.Line($"/// <summary>{what} with {width}.</summary>");
        writer.Block($"private static unsafe class {ClassName(program, purpose)}", () =>
        {
            PrintPackingSteps();
            if (program.SharedCalls > 0)
            {
                PrintFirstLayers();
            }

            foreach (EntryPoint entry in program.EntryPoints)
            {
                writer.Line();
                PrintEntryPoint(entry);
            }

            TrainingStagePrinter stages = new(writer, program, _syntax);
            foreach (TrainingStage stage in program.Stages)
            {
                writer.Line();
                stages.Print(stage);
            }

            PrintStages();
            PrintBatch();
            PrintProfile();
            foreach (Kernel kernel in program.Kernels)
            {
                writer.Line();
                KernelPrinter.Print(writer, kernel, program.Target.Lanes);
            }
        });
    }

    private void PrintPackingSteps()
    {
        writer.Line(
            "/// <summary>How the weights come into the order that the kernels read: where a block begins, where it is put, its sizes, the steps in both "
            + "orders.</summary>");
        writer.Block("public static PackingStep[] PackingSteps()", () =>
        {
            foreach (string transform in WinogradSyntax.Transforms(program.Packing.OfType<WinogradPackStep>()))
            {
                writer.Line(transform);
            }

            writer.Line("return");
            writer.Line("[");
            writer.Deeper(() =>
            {
                foreach (PackingStep step in program.Packing)
                {
                    writer.Line(PackingSyntax.Print(step));
                }
            });
            writer.Line("];");
        });
    }

    private void PrintFirstLayers()
    {
        writer.Line();
        writer.Line($"/// <summary>The layers that {(program.Batch is null ? "both" : "all")} entry points below begin with.</summary>");
        writer.Block(
            "private static void FirstLayers(float* packed, float* arena, float* input)",
            () => PrintCalls([.. program.EntryPoints[0].Calls.Take(program.SharedCalls)], afterFirstLayers: false));
    }

    /// <summary>The body of a method of inference.</summary>
    private void PrintCalls(IReadOnlyList<int> calls, bool afterFirstLayers)
    {
        PrintBuffers(calls);
        PrintScratch(calls);
        if (UsesArena(calls))
        {
            writer.Line();
        }

        if (afterFirstLayers)
        {
            writer.Line("FirstLayers(packed, arena, input);");
        }

        foreach (int call in calls)
        {
            writer.Line(_syntax.Call(program.Calls[call]));
        }
    }

    private void PrintInference(EquatableArray<int> calls) => PrintCalls([.. calls.Skip(program.SharedCalls)], program.SharedCalls > 0);

    private void PrintEntryPoint(EntryPoint entry)
    {
        writer.Line($"/// <summary>{entry.Summary}</summary>");
        if (!_isTraining)
        {
            writer.Block($"public static void {entry.Name}(float* packed, float* arena, float* input, float* output)", () => PrintInference(entry.Calls));
            return;
        }

        writer.Block($"public static void {entry.Name}(in MicroBatch batch, int from, int to)", () =>
        {
            writer.Line("float* arena = batch.Arena;");
            writer.Line("float* packed = batch.Packed;");
            writer.Line("int count = batch.Count;");
            PrintBuffers(entry.Calls);
            PrintClearing();
            PrintScratch(entry.Calls);
            writer.Line();
            PrintTrainingCalls(entry);
            foreach (GradientUnpack unpack in entry.GradientUnpacking)
            {
                writer.Line("// " + DisplayName.OneLine(unpack.Step.Remark));
                writer.Line(
                    $"StridedTensor.Add({VectorSyntax.Place(_syntax.BufferNames[unpack.Buffer], unpack.Step.Packed)}, "
                    + $"{VectorSyntax.Place("batch.Gradient", unpack.Step.Tensor)}, {PackingSyntax.Strides(unpack.Step)});");
            }
        });
    }

    private void PrintBuffers(IReadOnlyList<int> calls)
    {
        bool[] used = new bool[program.Buffers.Count];
        foreach (int call in calls)
        {
            foreach (CallArgument argument in program.Calls[call].Arguments)
            {
                if (argument is BufferArgument buffer)
                {
                    used[buffer.Buffer] = true;
                }
            }
        }

        for (int i = 0; i < used.Length; i++)
        {
            if (used[i])
            {
                writer.Line($"float* {_syntax.BufferNames[i]} = {VectorSyntax.Place("arena", program.Buffers[i].Offset)};");
            }
        }
    }

    /// <summary>Sums over the images of a micro-batch start at zero.</summary>
    private void PrintClearing()
    {
        for (int i = 0; i < program.Buffers.Count; i++)
        {
            if (program.Buffers[i].IsSum)
            {
                writer.Line($"new Span<float>({_syntax.BufferNames[i]}, {VectorSyntax.Invariant(program.Buffers[i].Length)}).Clear();");
            }
        }
    }

    /// <summary>The stages of all entry points as one method, for several threads.</summary>
    private void PrintStages()
    {
        Stage[] stages = [.. program.EntryPoints.SelectMany(entry => entry.Stages)];
        if (stages.Length == 0)
        {
            return;
        }

        writer.Line();
        writer.Line(
            "/// <summary>One of several parts of a stage of <see cref=\"Forward\"/> or <see cref=\"Logits\"/>, which threads take while they last. There is a "
            + "barrier after each stage.</summary>");
        writer.Block(
            "public static void Stage(int stage, int part, int parts, float* packed, float* arena, float* scratch, float* input, float* output)",
            () =>
            {
                PrintBuffers([.. stages.SelectMany(stage => stage.Calls)]);
                PrintCases(stages, (call, isShared) => writer.Line(_syntax.Call(program.Calls[call], isShared)));
            });
    }

    /// <summary>The two halves of a batch: each image up to its features, then stages of all images together.</summary>
    private void PrintBatch()
    {
        if (program.Batch is not { } batch)
        {
            return;
        }

        writer.Line();
        writer.Line("/// <summary>One image of a batch, up to the features that the last layers read.</summary>");
        writer.Block("public static void Trunk(float* packed, float* arena, float* input, float* features)", () => PrintInference(batch.Trunk));
        writer.Line();
        writer.Line(
            "/// <summary>One of several parts of a stage of the last layers, for all images of a batch, whose memory is <paramref "
            + "name=\"tail\"/>.</summary>");
        writer.Block("public static void Tail(int stage, int part, int parts, int count, float* packed, float* tail, float* output)", () =>
            PrintCases([.. batch.ForwardStages.Concat(batch.LogitsStages)], (call, isShared) => PrintTailCall(batch.Calls[call], isShared)));
    }

    /// <summary>The forward pass once more, with the time after each step.</summary>
    private void PrintProfile()
    {
        if (program.ProfiledSteps.Count == 0)
        {
            return;
        }

        int[] calls = [.. program.EntryPoints[0].Calls];
        writer.Line();
        writer.Line("/// <summary>As <see cref=\"Forward\"/>; writes the time after each layer.</summary>");
        writer.Block("public static void Profile(float* packed, float* arena, float* input, float* output, long* times)", () =>
        {
            PrintBuffers(calls);
            PrintScratch(calls);
            int next = 0;
            for (int step = 0; step < program.ProfiledSteps.Count; step++)
            {
                for (; next < program.ProfiledSteps[step].EndCall; next++)
                {
                    writer.Line(_syntax.Call(program.Calls[calls[next]]));
                }

                writer.Line($"times[{VectorSyntax.Invariant(step)}] = System.Diagnostics.Stopwatch.GetTimestamp();");
            }
        });
    }

    private void PrintTailCall(KernelCall call, bool isShared)
    {
        if (call.EachImage)
        {
            writer.Block("for (int n = 0; n < count; n++)", () => writer.Line(_syntax.Call(call, isShared, inBatch: true)));
        }
        else
        {
            writer.Line(_syntax.Call(call, isShared, inBatch: true));
        }
    }

    /// <summary>A switch over stages; entry points may share some.</summary>
    private void PrintCases(IReadOnlyList<Stage> stages, Action<int, bool> print) => writer.Block("switch (stage)", () =>
    {
        foreach (Stage stage in stages.GroupBy(stage => stage.Number).Select(same => same.First()).OrderBy(stage => stage.Number))
        {
            writer.Line($"case {VectorSyntax.Invariant(stage.Number)}:");
            writer.Deeper(() =>
            {
                foreach (int call in stage.Calls)
                {
                    print(call, stage.Tasks > 1);
                }

                writer.Line("break;");
            });
        }
    });

    private void PrintScratch(IReadOnlyList<int> calls)
    {
        if (calls.Any(call => program.Calls[call].Arguments.Any(argument => argument is RegionArgument { Region: Region.Scratch })))
        {
            writer.Line(_isTraining ? "float* scratch = batch.Scratch;" : $"float* scratch = {VectorSyntax.Place("arena", program.ArenaLength)};");
        }
    }

    private bool UsesArena(IReadOnlyList<int> calls) =>
        calls.Any(call => program.Calls[call].Arguments.Any(argument => argument is BufferArgument or RegionArgument { Region: Region.Scratch }));

    private void PrintTrainingCalls(EntryPoint entry)
    {
        EquatableArray<int> calls = entry.Calls;
        for (int i = 0; i < calls.Count;)
        {
            if (!program.Calls[calls[i]].EachImage)
            {
                writer.Line(_syntax.Call(program.Calls[calls[i++]]));
                continue;
            }

            int end = i;
            while (end < calls.Count && program.Calls[calls[end]].EachImage)
            {
                end++;
            }

            writer.Block("for (int n = from; n < to; n++)", () =>
            {
                for (; i < end; i++)
                {
                    writer.Line(_syntax.Call(program.Calls[calls[i]]));
                }
            });
        }
    }
}
