using System.Globalization;
using System.Text.Json;
using CnnGen.Benchmarks.Measuring;

namespace CnnGen.Benchmarks.Worker;

/// <summary>Works when it is told to: a line with a number of seconds is answered with a line of JSON, a <see cref="Round"/>.</summary>
internal static class RepeatedCalls
{
    /// <summary>Answers until the input ends.</summary>
    public static void Answer(Action compute)
    {
        while (Console.ReadLine() is string seconds)
        {
            Round round = CallTimer.Run(compute, TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture)));
            Console.WriteLine(JsonSerializer.Serialize(round, WorkerJson.Default.Round));
        }
    }
}
