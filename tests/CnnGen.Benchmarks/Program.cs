using System.Globalization;
using CnnGen.Benchmarks;
using CnnGen.Benchmarks.Commands;
using CnnGen.Benchmarks.Networks;
using CnnGen.Samples;

const string Usage = """
    peers inference   the published networks in CnnGen, ONNX Runtime and PyTorch, in turn
    peers training    LeNet-5 in CnnGen and in PyTorch, in turn
    load [NAME …]     from nothing to the first result in a process of its own, and its memory: CnnGen native and with the JIT, ONNX Runtime
    native            networks compiled ahead of time and by the JIT, in turn, once both are warm
    layers            the convolutions of ResNet-50 and VGG-16 one by one, on one thread, beside the processor's peak
    micro [FILTER …]  single kernels and LeNet-5 under BenchmarkDotNet
    plan NAME [BITS [LAYER …]]  the schedule of each layer at a vector width (512), its estimated cycles, and what else applied
    once NAME …       one image by each of some networks, for those who read the JIT's listing
    generator [NAME]  the generator over a network, or over each in a process of its own: cold, after a comment, after a change

      --networks A,…  which networks (inference: all; load: ResNet50, Vgg16; native: LeNet5, ResNet50)
      --batch N,…     images a call (inference 1,16; training 64)
      --threads N,…   thread counts (1,2)
      --rounds N      turns of each that count (5)
      --seconds N     length of a turn, which has at least one call (inference and layers 0.5, training and native 1)
      --models DIR    the peers' models, made when they are missing (artifacts/peers)
      --json FILE     also write the figures, every round, as JSON
      --svg FILE      also draw the ratios
    """;

try
{
    Arguments arguments = new(args, PeerOptions.Names);
    PeerOptions options = new(arguments);
    switch (arguments.Words)
    {
        case ["generator"] or ["generator", _]:
            GeneratorCommand.Run(Console.Out, arguments.Words.ElementAtOrDefault(1));
            return ExitCodes.Success;
        case ["plan", var network, .. var rest]:
            PlanCommand.Run(Console.Out, network, rest is [var bits, ..] ? int.Parse(bits, CultureInfo.InvariantCulture) : 512, rest.Length > 1 ? rest[1..] : []);
            return ExitCodes.Success;
        case ["layers"]:
            LayersCommand.Run(options, Console.Out);
            return ExitCodes.Success;
        case ["once", .. var networks]:
            OnceCommand.Run(Console.Out, networks);
            return ExitCodes.Success;
        case ["micro", .. var filters]:
            return MicroCommand.Run(filters) ? ExitCodes.Success : ExitCodes.BadInput;
        case ["load", .. var names]:
            return Report(options, (report, stop) => new LoadCommand(options, report, stop).Run(names));
        case ["native"]:
            return Report(options, (report, stop) => new NativeCommand(options, report, stop).Run());
        case ["peers", "inference"]:
            return Report(options, (report, stop) => new InferenceCommand(options, report, stop).Run());
        case ["peers", "training"]:
            return Report(options, (report, stop) => TrainingCommand.Run<LeNet5>(options, report, stop));
        default:
            Console.Error.WriteLine(Usage);
            return ExitCodes.BadInput;
    }
}
catch (BenchmarkException problem)
{
    Console.Error.WriteLine(problem.Message);
    return ExitCodes.BadInput;
}

static int Report(PeerOptions options, Action<PeerReport, CancellationToken> measure)
{
    using StopSignal signal = new();
    PeerReport report = new(Console.Out);
    try
    {
        measure(report, signal.Token);
    }
    catch (OperationCanceledException)
    {
        // What was measured before the interruption is worth showing.
        report.Finish(options);
        Console.Error.WriteLine("stopped");
        return ExitCodes.Stopped;
    }

    report.Finish(options);
    return report.ResultsAgree ? ExitCodes.Success : ExitCodes.Failure;
}
