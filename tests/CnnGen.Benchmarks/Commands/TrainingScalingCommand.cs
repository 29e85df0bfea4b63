using System.Diagnostics;
using CnnGen.Benchmarks.Measuring;
using CnnGen.Benchmarks.Networks;
using CnnGen.Benchmarks.Scaling;
using CnnGen.Generator.Program;
using CnnGen.Runtime;
using PlannedTrainingStage = CnnGen.Generator.Program.TrainingStage;

namespace CnnGen.Benchmarks.Commands;

/// <summary>
/// <c>scaling --training</c>: by how much more threads could make a step of training faster, from the times of their shares on one thread, beside what this
/// machine measures with the processors it has.
/// </summary>
/// <param name="bandwidth">What all cores together read of memory, in GB/s.</param>
/// <param name="barrier">Microseconds of a barrier.</param>
/// <param name="rounds">Steps for each number of threads.</param>
/// <param name="stop">Ends the work.</param>
internal sealed class TrainingScalingCommand(double bandwidth, double barrier, int rounds, CancellationToken stop)
{
    private const int Value = sizeof(float);

    // SGD with momentum reads weights, gradient and velocity, and writes weights and velocity.
    private const int UpdateAccesses = 5;

    /// <summary>Measures one network.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="name">A network of <c>peers training</c>.</param>
    /// <param name="images">Images of a step; null for as many as <c>peers training</c> takes.</param>
    /// <param name="slowStages">How many of the stages that scale least are listed.</param>
    public void Run(TextWriter output, string name, int? images, int slowStages)
    {
        TrainedNetwork trained = TrainedNetwork.Find(name);
        int batch = images ?? trained.Batch;
        using CompiledTraining network = CompiledTraining.Of(trained.Name, stageOfEachCall: false);
        ScaledStage[] stages = [.. Around(network), .. Stages(network, batch)];
        output.WriteLine(Machine.Description);
        int barriers = stages.Sum(stage => stage.Barriers);
        output.WriteLine(FormattableString.Invariant($"{trained.Name}, a step of {batch} images: {stages.Length} stages, {barriers} ")
            + FormattableString.Invariant($"barriers of {barrier} µs, {bandwidth} GB/s of memory for all cores together (both assumed)"));
        output.WriteLine();
        new ScalingReport(stages, bandwidth, barrier).Write(output, threads => Measure(network, batch, threads), slowStages);
    }

    private ScaledStage[] Stages(CompiledTraining network, int batch)
    {
        using StepMemory memory = new(network, batch);
        (double Slowest, double All, int Runs)[][] times =
            [.. ScalingReport.Threads.Select(threads => TrainingStageTimes.Shares(network.Code, memory, threads, rounds, stop))];
        PackedReads packed = new(network.Program);
        return
        [
            .. network.Program.Stages.Select((stage, i) => new ScaledStage(
                stage.Summary[(stage.Summary.IndexOf(',') + 2)..].TrimEnd('.'),
                stage.Tasks > 0 ? stage.Tasks : (stage.Round.IsGiven ? Math.Min(batch, stage.Round.Images) : batch) * Math.Max(1, stage.PartsOfImage),
                times[0][i].Runs,
                packed.Bytes(stage.Calls) + ValueBytes(network.Program, stage, batch),

                // The work is the same however it is divided; whatever else the machine did makes none of these less.
                [times.Min(ofThreads => ofThreads[i].All), .. times.Skip(1).Select(ofThreads => ofThreads[i].Slowest)])),
        ];
    }

    /// <summary>What a step does before its stages and after them.</summary>
    private ScaledStage[] Around(CompiledTraining network)
    {
        double[] pieces = PackingTimes.Pieces(network.Code, network.Network.Weights, rounds);
        int length = network.Network.Weights.TrainableLength;
        using NativeBuffer gradient = new(length);
        Sgd optimizer = new(1e-9, 0.9);
        double update = Quickest(() => optimizer.Step(network.Network.Weights.Trainable, Span(gradient), optimizer.LearningRate, 1));
        double clear = Quickest(() => Span(gradient).Clear());
        double packedBytes = (double)Value * (length + network.Code.PackedLength);
        return
        [
            new("weights into the order of kernels", pieces.Length, 1, packedBytes, Divided(threads => PackingTimes.Slowest(pieces, threads))),
            new("gradient cleared", length, 1, (double)Value * length, Divided(threads => clear / threads)),
            new("update", length, 1, (double)UpdateAccesses * Value * length, Divided(threads => update / threads)),
        ];

        static double[] Divided(Func<int, double> time) => [.. ScalingReport.Threads.Select(time)];

        unsafe Span<float> Span(NativeBuffer buffer) => new(buffer.Pointer, length);
    }

    /// <summary>Bytes of the values that a stage touches, each once: what of them a cache holds is not known.</summary>
    private static double ValueBytes(LoweredProgram program, PlannedTrainingStage stage, int batch) => stage.Calls
        .SelectMany(call => program.Calls[call].Arguments)
        .OfType<BufferArgument>()
        .Select(argument => argument.Buffer)
        .Concat(stage.Unpack is { } unpack ? [unpack.Buffer] : [])
        .Distinct()
        .Sum(buffer => (double)Value * program.Buffers[buffer].Length * (program.Buffers[buffer].PerImage ? batch : 1));

    private double Quickest(Action action)
    {
        double quickest = double.MaxValue;
        for (int round = 0; round <= rounds; round++)
        {
            long start = Stopwatch.GetTimestamp();
            action();
            quickest = Math.Min(quickest, Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        }

        return quickest;
    }

    private double Measure(CompiledTraining network, int batch, int threads)
    {
        NetworkInfo info = network.Network.Program.Info;
        LabelledImages data = LabelledImages.Draw(info, batch, info.OutputLength / info.LabelLength);
        float[] gradient = new float[network.Network.Weights.TrainableLength];
        Sgd optimizer = new(1e-9, 0.9);
        network.Network.Threads = threads;
        List<double> times = [];
        for (int round = -1; round < rounds; round++)
        {
            stop.ThrowIfCancellationRequested();
            long start = Stopwatch.GetTimestamp();
            network.Network.Gradient(data.Images, new Targets(data.Labels), gradient, noiseSeed: 0);
            optimizer.Step(network.Network.Weights.Trainable, gradient, optimizer.LearningRate, threads);
            network.Network.Weights.MarkChanged();
            if (round >= 0)
            {
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }

        times.Sort();
        return times[times.Count / 2];
    }
}
