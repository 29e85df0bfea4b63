using CnnGen.Benchmarks;
using CnnGen.Benchmarks.Commands;
using CnnGen.Benchmarks.Networks;
using CnnGen.Samples;

const string Usage = """
    peers inference   the published networks in CnnGen, ONNX Runtime and PyTorch, in turn
    peers training    LeNet-5 in CnnGen and in PyTorch, in turn
    layers            the convolutions of ResNet-50 and VGG-16 one by one, on one thread, beside the processor's peak
    generator [NAME]  the generator over a network, or over each in a process of its own: cold, after a comment, after a change

      --networks A,…  which networks (inference: all)
      --batch N,…     images a call (inference 1,16; training 64)
      --threads N,…   thread counts (1,2)
      --rounds N      turns of each that count (5)
      --seconds N     length of a turn, which has at least one call (inference and layers 0.5, training 1)
      --models DIR    the peers' models, made when they are missing (artifacts/peers)
      --json FILE     also write the figures, every round, as JSON
      --svg FILE      also draw the ratios
    """;

try
{
    Arguments arguments = new(args, PeerOptions.Names);
    PeerOptions options = new(arguments);
    if (arguments.Words is ["generator"] or ["generator", _])
    {
        GeneratorCommand.Run(Console.Out, arguments.Words.ElementAtOrDefault(1));
        return ExitCodes.Success;
    }

    if (arguments.Words is ["layers"])
    {
        LayersCommand.Run(options, Console.Out);
        return ExitCodes.Success;
    }

    if (arguments.Words is not ["peers", "inference" or "training"])
    {
        Console.Error.WriteLine(Usage);
        return ExitCodes.BadInput;
    }

    using StopSignal signal = new();
    PeerReport report = new(Console.Out);
    try
    {
        if (arguments.Words[1] == "inference")
        {
            new InferenceCommand(options, report, signal.Token).Run();
        }
        else
        {
            TrainingCommand.Run<LeNet5>(options, report, signal.Token);
        }
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
catch (BenchmarkException problem)
{
    Console.Error.WriteLine(problem.Message);
    return ExitCodes.BadInput;
}
