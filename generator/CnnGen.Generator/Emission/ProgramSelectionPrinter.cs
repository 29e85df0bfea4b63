using CnnGen.Generator.Graph;
using CnnGen.Generator.Model;
using CnnGen.Generator.Program;

namespace CnnGen.Generator.Emission;

/// <summary>The choice of the vector width: a chain of checks that the JIT and the ahead-of-time compiler fold, so that other widths cost nothing.</summary>
internal static class ProgramSelectionPrinter
{
    public static void Print(SourceWriter writer, CompiledNetwork network)
    {
        if (network.RecordedLayers.Count > 0)
        {
            PrintLayers(writer, network.RecordedLayers);
            writer.Line();
        }

        writer.Line("/// <summary>Of the widest vectors that the processor has.</summary>");
        writer.Line("public static readonly NetworkProgram Program = SelectProgram();");
        writer.Line();
        writer.Block("private static unsafe NetworkProgram SelectProgram()", () =>
        {
            for (int i = 0; i < network.Programs.Count; i++)
            {
                WidthPrograms width = network.Programs[i];
                int bits = width.Forward.Target.VectorBits;
                bool isLast = i == network.Programs.Count - 1;
                if (isLast)
                {
                    PrintProgram(writer, network, width);
                }
                else
                {
                    writer.Block($"if (Vector{VectorSyntax.Invariant(bits)}.IsHardwareAccelerated)", () => PrintProgram(writer, network, width));
                    writer.Line();
                }
            }
        });
    }

    private static void PrintLayers(SourceWriter writer, EquatableArray<RecordedLayer> layers)
    {
        writer.Line("/// <summary>The layers that an inspection shows, and where their values stand in its record.</summary>");
        writer.Line("private static readonly NetworkValue[] InspectedLayers =");
        writer.Line("[");
        writer.Deeper(() =>
        {
            foreach (RecordedLayer layer in layers)
            {
                writer.Line(FormattableString.Invariant(
                    $"new({VectorSyntax.Text(layer.Name)}, {layer.Shape.Height}, {layer.Shape.Width}, {layer.Shape.Channels}, {layer.Offset}),"));
            }
        });
        writer.Line("];");
    }

    private static void PrintProgram(SourceWriter writer, CompiledNetwork network, WidthPrograms width)
    {
        string forward = ProgramPrinter.ClassName(width.Forward, ProgramPurpose.Forward);
        writer.Block(
            "return new NetworkProgram",
            () =>
            {
                writer.Line("Info = Info,");
                writer.Line($"ArenaLength = {VectorSyntax.Invariant(width.Forward.ArenaLength + width.Forward.ScratchLength)},");
                if (width.Forward.ScratchLength > 0)
                {
                    writer.Line($"ScratchLength = {VectorSyntax.Invariant(width.Forward.ScratchLength)},");
                }

                writer.Line($"PackedLength = {VectorSyntax.Invariant(width.Forward.PackedLength)},");
                writer.Line($"PaysForThreads = {(network.PaysForThreads ? "true" : "false")},");
                writer.Line($"PackingSteps = &{forward}.PackingSteps,");
                writer.Line($"Forward = &{forward}.Forward,");
                writer.Line($"Logits = &{forward}.Logits,");
                PrintStages(writer, width.Forward);
                PrintBatch(writer, width.Forward);
                if (width.Training is { } training)
                {
                    PrintTraining(writer, network, training);
                }

                if (width.Inspection is { } inspection)
                {
                    PrintInspection(writer, width.Forward, inspection);
                }
            },
            "};");
    }

    private static void PrintStages(SourceWriter writer, LoweredProgram program)
    {
        if (program.EntryPoints[0].Stages.Count == 0)
        {
            return;
        }

        writer.Line($"RunStage = &{ProgramPrinter.ClassName(program, ProgramPurpose.Forward)}.Stage,");
        foreach (EntryPoint entry in program.EntryPoints)
        {
            writer.Line($"{entry.Name}Stages = {List(entry.Stages)},");
        }
    }

    private static void PrintBatch(SourceWriter writer, LoweredProgram program)
    {
        if (program.Batch is not { } batch)
        {
            return;
        }

        string name = ProgramPrinter.ClassName(program, ProgramPurpose.Forward);
        writer.Block(
            "Batch = new BatchProgram",
            () =>
            {
                writer.Line($"Images = {VectorSyntax.Invariant(batch.Images)},");
                writer.Line($"FeaturesLength = {VectorSyntax.Invariant(batch.FeaturesLength)},");
                writer.Line($"Length = {VectorSyntax.Invariant(batch.Length)},");
                writer.Line($"Trunk = &{name}.Trunk,");
                writer.Line($"Tail = &{name}.Tail,");
                writer.Line($"ForwardStages = {List(batch.ForwardStages)},");
                writer.Line($"LogitsStages = {List(batch.LogitsStages)},");
            },
            "},");
    }

    private static string List(EquatableArray<Stage> stages) =>
        $"[{string.Join(", ", stages.Select(stage => FormattableString.Invariant($"new({stage.Number}, {stage.Tasks})")))}]";

    private static void PrintTraining(SourceWriter writer, CompiledNetwork network, LoweredProgram training)
    {
        string name = ProgramPrinter.ClassName(training, ProgramPurpose.Training);
        writer.Block(
            "Training = new TrainingProgram",
            () =>
            {
                writer.Line($"TargetKind = TargetKind.{LossSyntax.TargetKind(NetworkPorts.Of(network.Graph).Losses)},");
                bool isWholeBatch = training.Stages.Count > 0;
                if (!isWholeBatch)
                {
                    writer.Line($"MicroBatch = {VectorSyntax.Invariant(training.MicroBatch)},");
                    writer.Line($"Shards = {VectorSyntax.Invariant(network.Shards)},");
                }

                writer.Line($"ArenaLength = {VectorSyntax.Invariant(training.ArenaLength)},");
                if (isWholeBatch)
                {
                    writer.Line($"ImageArenaLength = {VectorSyntax.Invariant(training.ImageArenaLength)},");
                    writer.Line($"KeptLength = {VectorSyntax.Invariant(training.KeptLength)},");
                }

                if (training.ScratchLength > 0)
                {
                    writer.Line($"ScratchLength = {VectorSyntax.Invariant(training.ScratchLength)},");
                }

                writer.Line($"PackedLength = {VectorSyntax.Invariant(training.PackedLength)},");
                writer.Line($"PackingSteps = &{name}.PackingSteps,");
                if (training.WholeBatchLength > 0)
                {
                    writer.Line($"ContributionsLength = {VectorSyntax.Invariant(training.ContributionsLength)},");
                    writer.Line($"WholeBatchLength = {VectorSyntax.Invariant(training.WholeBatchLength)},");
                }

                if (network.NormOfOnePixel is { } norm)
                {
                    writer.Line($"NormOfOnePixel = {VectorSyntax.Text(norm)},");
                }

                writer.Line("Stages =");
                writer.Line("[");
                writer.Deeper(() =>
                {
                    foreach (EntryPoint entry in training.EntryPoints)
                    {
                        writer.Line($"new TrainingStage {{ Run = &{name}.{entry.Name} }},");
                    }

                    foreach (TrainingStage stage in training.Stages)
                    {
                        string tasks = stage.Tasks == 0 ? "" : $", Tasks = {VectorSyntax.Invariant(stage.Tasks)}";
                        string round = stage.StagesOfRound == 0
                            ? ""
                            : $", ImagesOfRound = {VectorSyntax.Invariant(stage.Round.Images)}, "
                                + $"ImagesOfThread = {VectorSyntax.Invariant(stage.Round.ImagesOfThread)}, "
                                + $"StagesOfRound = {VectorSyntax.Invariant(stage.StagesOfRound)}";
                        string parts = stage.PartsOfImage == 0 ? "" : $", PartsOfImage = {VectorSyntax.Invariant(stage.PartsOfImage)}";
                        writer.Line($"new TrainingStage {{ Run = &{name}.{stage.Name}{tasks}{parts}{round} }},");
                    }
                });
                writer.Line("],");
            },
            "},");
    }

    private static void PrintInspection(SourceWriter writer, LoweredProgram forward, LoweredProgram inspection)
    {
        string name = ProgramPrinter.ClassName(inspection, ProgramPurpose.Inspection);
        EntryPoint run = inspection.EntryPoints[0];
        bool makesGradients = run.GradientUnpacking.Count > 0
            || inspection.Calls.Any(call => call.Arguments.Any(argument => argument is RegionArgument { Region: Region.Gradient }));
        writer.Block(
            "Inspection = new InspectionProgram",
            () =>
            {
                writer.Line("Layers = InspectedLayers,");
                writer.Line($"ArenaLength = {VectorSyntax.Invariant(inspection.ArenaLength)},");
                if (inspection.ScratchLength > 0)
                {
                    writer.Line($"ScratchLength = {VectorSyntax.Invariant(inspection.ScratchLength)},");
                }

                if (makesGradients)
                {
                    writer.Line("MakesParameterGradients = true,");
                }

                writer.Line($"PackedLength = {VectorSyntax.Invariant(inspection.PackedLength)},");
                writer.Line($"PackingSteps = &{name}.PackingSteps,");
                writer.Line($"Run = &{name}.{run.Name},");
                writer.Line($"Profile = &{ProgramPrinter.ClassName(forward, ProgramPurpose.Forward)}.Profile,");
                writer.Line("ProfiledLayers =");
                writer.Line("[");
                writer.Deeper(() =>
                {
                    foreach (ProfiledStep step in forward.ProfiledSteps)
                    {
                        writer.Line(FormattableString.Invariant(
                            $"new({VectorSyntax.Text(step.Name)}, {VectorSyntax.Text(step.Description)}, {step.MultiplyAdds}, {step.Bytes}),"));
                    }
                });
                writer.Line("],");
            },
            "},");
    }
}
