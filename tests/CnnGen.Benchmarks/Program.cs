using CnnGen.Benchmarks;
using CnnGen.Benchmarks.Commands;
using CnnGen.Benchmarks.Networks;

const string Usage = """
    peers inference   LeNet-5 in CnnGen and in ONNX Runtime, in turn
    peers training    LeNet-5 in CnnGen and in PyTorch, in turn
    generator [NAME]  the generator over a network, or over each in a process of its own: cold, after a comment, after a change

      --rounds N      turns of each that count (7)
      --seconds N     length of a turn (1)
      --threads N,…   thread counts (inference 1, training 1,2)
      --batch N       images a call (inference 1, training 64)
      --weights FILE  safetensors with the ONNX twin beside it ($CNNGEN_TESTDATA/weights/lenet5-mnist/lenet5.safetensors)
      --json FILE     also write the figures, every round, as JSON
    """;

try
{
    Arguments arguments = new(args, PeerOptions.Names);
    PeerOptions options = new(arguments);
    if (arguments.Words is ["generator"] or ["generator", _])
    {
        GeneratorCommand.Run(Console.Out, arguments.Words.ElementAtOrDefault(1));
        return 0;
    }

    if (arguments.Words is not ["peers", "inference" or "training"])
    {
        Console.Error.WriteLine(Usage);
        return 2;
    }

    PeerReport report = new(Console.Out);
    if (arguments.Words[1] == "inference")
    {
        InferenceCommand.Run<LeNet5>(options, options.Weights("weights/lenet5-mnist/lenet5.safetensors"), report);
    }
    else
    {
        TrainingCommand.Run<LeNet5>(options, report);
    }

    if (options.Json is string path)
    {
        report.WriteJson(path);
    }

    return report.ResultsAgree ? 0 : 1;
}
catch (BenchmarkException problem)
{
    Console.Error.WriteLine(problem.Message);
    return 2;
}
