using CnnGen.Benchmarks.Networks;
using Networks.Catalog;

namespace CnnGen.Benchmarks.Commands;

/// <summary>
/// Computes one image by each of some networks with drawn weights, on one thread: so that the JIT compiles their kernels and its listing can be read.
/// </summary>
internal static class OnceCommand
{
    private const int Seed = 1;

    /// <summary>Computes one image by each network.</summary>
    /// <param name="output">Where the class of the image goes.</param>
    /// <param name="networks">Their names.</param>
    /// <exception cref="BenchmarkException">There is no such network.</exception>
    public static void Run(TextWriter output, IEnumerable<string> networks)
    {
        foreach (string name in networks)
        {
            BenchmarkedNetwork benchmarked = PublishedNetworks.Find(name);
            RunnableNetwork network = benchmarked.Create(Seed);
            network.Threads = 1;
            float[] logits = new float[benchmarked.Info.OutputLength];
            network.Logits(new float[benchmarked.Info.InputLength], logits);
            output.WriteLine($"{name}: class {Array.IndexOf(logits, logits.Max())}");
        }
    }
}
