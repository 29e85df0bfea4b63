using CnnGen.Benchmarks.Measuring;

namespace CnnGen.Benchmarks.Commands;

/// <summary>The options of the commands that compare with peers.</summary>
internal sealed class PeerOptions
{
    private const string TestDataVariable = "CNNGEN_TESTDATA";

    /// <summary>The options' names.</summary>
    public static readonly string[] Names = ["weights", "rounds", "seconds", "threads", "batch", "json"];

    private readonly Arguments _arguments;

    /// <summary>Reads the options.</summary>
    public PeerOptions(Arguments arguments)
    {
        _arguments = arguments;
        Alternation = new Alternation(arguments.Count("rounds", 7), TimeSpan.FromSeconds(arguments.Number("seconds", 1)));
        Json = arguments.Text("json");
    }

    /// <summary>How contenders take turns.</summary>
    public Alternation Alternation { get; }

    /// <summary>Where the figures go as JSON; null for nowhere.</summary>
    public string? Json { get; }

    /// <summary>Thread counts to compare with.</summary>
    public int[] Threads(params int[] fallback) => _arguments.Counts("threads", fallback);

    /// <summary>Images a call.</summary>
    public int Batch(int fallback) => _arguments.Count("batch", fallback);

    /// <summary>The weight file: the option, or a file of the test data.</summary>
    /// <exception cref="BenchmarkException">There is neither.</exception>
    public string Weights(string testDataPath)
    {
        string? folder = Environment.GetEnvironmentVariable(TestDataVariable);
        string? path = _arguments.Text("weights") ?? (string.IsNullOrEmpty(folder) ? null : Path.Combine(folder, testDataPath));
        return path is null
            ? throw new BenchmarkException($"Weights are needed: --weights FILE, or the test data's folder in {TestDataVariable}.")
            : File.Exists(path) ? path : throw new BenchmarkException($"{path} does not exist.");
    }
}
