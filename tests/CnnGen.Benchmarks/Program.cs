using System.CommandLine;
using CnnGen.Benchmarks;
using CnnGen.Benchmarks.Commands;
using CnnGen.Benchmarks.Networks;
using CnnGen.Samples;

Argument<string[]> names = new("NAME") { Arity = ArgumentArity.ZeroOrMore, Description = "Networks; where none is named, those of --networks." };
Argument<string[]> once = new("NAME") { Arity = ArgumentArity.OneOrMore, Description = "Networks." };
Argument<string> trained = new("NAME") { Description = "A network of peers training." };
Argument<int> batch = new("BATCH") { Description = "Images a step." };
Argument<int> threads = new("THREADS") { Description = "Threads of a step." };
Argument<string[]> filters = new("FILTER") { Arity = ArgumentArity.ZeroOrMore, Description = "Patterns of benchmarks' names." };
Argument<string> planned = new("NAME") { Description = "A network." };
Argument<int> bits = new("BITS") { DefaultValueFactory = _ => 512, Description = "The vector width." };
Argument<string[]> layers = new("LAYER") { Arity = ArgumentArity.ZeroOrMore, Description = "Layers to show; all where none is named." };
Argument<string> scaled = new("NAME") { Description = "A network." };
Option<double?> bandwidth = CheckedOption.Number("--bandwidth", "What all cores together read of memory, in GB/s (100).");
Option<double?> barrier = CheckedOption.Number("--barrier", "Microseconds of a barrier (2).");
Option<int?> rounds = CheckedOption.Count("--rounds", "Images for each number of threads (15), or steps of training (5).");
Option<bool> training = new("--training") { Description = "A step of training, of networks of peers training." };
Option<int?> scaledBatch = CheckedOption.Count("--batch", "Images of a step of training (those of peers training).");
Option<int?> slow = CheckedOption.Count("--slow", "Stages to list of those that scale least (12).");
Argument<string?> generated = new("NAME") { Arity = ArgumentArity.ZeroOrOne, Description = "A network; where none is named, each in a process of its own." };

RootCommand root = new("Times CnnGen beside its peers.")
{
    new Command("peers", "Published networks in CnnGen and in its peers, in turn.")
    {
        Measuring(
            "inference",
            "Published networks in CnnGen, ONNX Runtime and PyTorch.",
            (options, _) => Report(options, (report, stop) => new InferenceCommand(options, report, stop).Run())),
        Measuring(
            "training",
            "LeNet5, SmallVgg, ResNet18, ResNet50, MobileNetV2 and UNet in CnnGen and libtorch, the first also in PyTorch; zoo: nine beside PyTorch.",
            (options, _) => Report(options, (report, stop) => new TrainingCommand(options, report, stop).Run())),
    },
    Measuring(
        "load",
        "From nothing to the first result in a process of its own, and its memory: CnnGen native and with the JIT, ONNX Runtime.",
        (options, line) => Report(options, (report, stop) => new LoadCommand(options, report, stop).Run(line.GetRequiredValue(names))),
        names),
    Measuring(
        "native",
        "Networks compiled ahead of time and by the JIT, in turn, once both are warm.",
        (options, _) => Report(options, (report, stop) => new NativeCommand(options, report, stop).Run())),
    Measuring(
        "layers",
        "The convolutions of ResNet-50 and VGG-16, or of networks that are trained, one by one, on one thread, beside the processor's peak.",
        (options, line) => line.GetValue(training)
            ? Stoppable(stop => TrainingLayersCommand.Run(options, Console.Out, stop))
            : Done(() => LayersCommand.Run(options, Console.Out)),
        training),
    Plain(
        "scaling",
        "By how much more threads could make an image faster, or a step of training: shares of 1 to 64 threads timed on one, beside a measurement.",
        line => Stoppable(stop => Scale(line, stop)),
        scaled,
        training,
        scaledBatch,
        bandwidth,
        barrier,
        rounds,
        slow),
    Plain(
        "stages",
        "Every stage of an image on one thread: its time, its share of the processor's peak, and what it moves.",
        line => Stoppable(stop => StagesCommand.Run(Console.Out, line.GetRequiredValue(scaled), line.GetValue(rounds) ?? 30, stop)),
        scaled,
        rounds),
    Plain(
        "micro",
        "Single kernels and LeNet-5 under BenchmarkDotNet.",
        line => MicroCommand.Run(line.GetRequiredValue(filters)) ? ExitCodes.Success : ExitCodes.BadInput,
        filters),
    Plain(
        "plan",
        "The schedule of each layer at a vector width, its estimated cycles, and what else applied.",
        line => Done(() => PlanCommand.Run(Console.Out, line.GetRequiredValue(planned), line.GetRequiredValue(bits), line.GetRequiredValue(layers))),
        planned,
        bits,
        layers),
    Plain(
        "once",
        "One image by each of some networks, for those who read the JIT's listing.",
        line => Done(() => OnceCommand.Run(Console.Out, line.GetRequiredValue(once))),
        once),
    Plain(
        "step",
        "A few steps of training, and the most memory of the process.",
        line => Done(() => TrainingCommand.Step(line.GetRequiredValue(trained), line.GetRequiredValue(batch), line.GetRequiredValue(threads))),
        trained,
        batch,
        threads),
    Plain(
        "generator",
        "The generator over a network: cold, after a comment, after a change.",
        line => Done(() => GeneratorCommand.Run(Console.Out, line.GetValue(generated))),
        generated),
};

try
{
    ParseResult line = root.Parse(args);
    int exitCode = line.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    return line.Errors.Count > 0 ? ExitCodes.BadInput : exitCode;
}
catch (BenchmarkException problem)
{
    Console.Error.WriteLine(problem.Message);
    return ExitCodes.BadInput;
}

static Command Plain(string name, string description, Func<ParseResult, int> run, params ReadOnlySpan<Symbol> symbols)
{
    Command command = new(name, description);
    foreach (Symbol symbol in symbols)
    {
        if (symbol is Option option)
        {
            command.Add(option);
        }
        else
        {
            command.Add((Argument)symbol);
        }
    }

    command.SetAction(run);
    return command;
}

static Command Measuring(string name, string description, Func<PeerOptions, ParseResult, int> run, params ReadOnlySpan<Symbol> symbols)
{
    Command command = Plain(name, description, line => run(new PeerOptions(line), line), symbols);
    PeerOptions.AddTo(command);
    return command;
}

void Scale(ParseResult line, CancellationToken stop)
{
    (double gigabytes, double microseconds) = (line.GetValue(bandwidth) ?? 100, line.GetValue(barrier) ?? 2);
    (string network, int listed) = (line.GetRequiredValue(scaled), line.GetValue(slow) ?? 12);
    if (line.GetValue(training))
    {
        new TrainingScalingCommand(gigabytes, microseconds, line.GetValue(rounds) ?? 5, stop).Run(Console.Out, network, line.GetValue(scaledBatch), listed);
    }
    else
    {
        new ScalingCommand(gigabytes, microseconds, line.GetValue(rounds) ?? 15, stop).Run(Console.Out, network, listed);
    }
}

static int Done(Action run)
{
    run();
    return ExitCodes.Success;
}

static int Stoppable(Action<CancellationToken> run)
{
    using StopSignal signal = new();
    try
    {
        run(signal.Token);
        return ExitCodes.Success;
    }
    catch (OperationCanceledException)
    {
        Console.Error.WriteLine("stopped");
        return ExitCodes.Stopped;
    }
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
