namespace CnnGen.Benchmarks.Torch;

/// <summary>A program that is compared with, and how it gets here.</summary>
/// <param name="Name">What it is.</param>
/// <param name="FileName">What is started.</param>
/// <param name="Arguments">Its first arguments.</param>
/// <param name="Install">The command that installs it.</param>
internal sealed record PeerProgram(string Name, string FileName, IReadOnlyList<string> Arguments, string Install)
{
    private const string PythonVariable = "CNNGEN_PYTHON";
    private const string DefaultPython = "/usr/bin/python3";
    private const string LibTorchProject = "tests/CnnGen.Benchmarks.LibTorch";

    /// <summary>A script of the folder <c>peers</c>, which uses PyTorch.</summary>
    /// <param name="file">Its name.</param>
    public static PeerProgram Script(string file)
    {
        string python = Environment.GetEnvironmentVariable(PythonVariable) is { Length: > 0 } configured ? configured : DefaultPython;
        return new PeerProgram(
            "PyTorch",
            python,
            [Path.Combine(AppContext.BaseDirectory, "peers", file)],
            $"apt-get install python3-torch python3-torchvision libopenblas0-openmp, or set {PythonVariable} to another Python");
    }

    /// <summary>libtorch through TorchSharp: a project that is built by hand, for its packages are large.</summary>
    /// <exception cref="MissingPeerException">It is not built.</exception>
    public static PeerProgram LibTorch()
    {
        string program = Path.Combine(RepositoryPath.Of(LibTorchProject), "bin/Release/net10.0/linux-x64/CnnGen.Benchmarks.LibTorch.dll");
        PeerProgram peer = new("libtorch", "dotnet", [program], $"dotnet build {LibTorchProject} -c Release");
        return File.Exists(program) ? peer : throw peer.Missing($"{program} is not there");
    }

    /// <summary>What is thrown where it cannot be started, or says that it lacks something.</summary>
    public MissingPeerException Missing(string? reason) => new(Name, $"{FileName}: {reason}", Install);
}
