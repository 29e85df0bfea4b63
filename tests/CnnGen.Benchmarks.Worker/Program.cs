using System.Globalization;
using CnnGen.Benchmarks.Worker;

// Started by CnnGen.Benchmarks, which reads what it prints.
const int BadInput = 2;

switch (args)
{
    case ["start", string network, string weights, string threads]:
        FirstResult.Print(Loading.OfOurs(network, weights, Count(threads)));
        return 0;
    case ["start", string network, string model, string threads, string library]:
        FirstResult.Print(Loading.OfOnnx(network, library, model, Count(threads)));
        return 0;
    case ["repeat", string network, string weights, string threads]:
        RepeatedCalls.Answer(Loading.OfOurs(network, weights, Count(threads))());
        return 0;
    default:
        Console.Error.WriteLine("usage: start NETWORK FILE THREADS [ONNX-RUNTIME] | repeat NETWORK FILE THREADS");
        return BadInput;
}

static int Count(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
