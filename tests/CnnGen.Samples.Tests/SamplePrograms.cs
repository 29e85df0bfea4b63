using CnnGen.Testing;

namespace CnnGen.Samples.Tests;

/// <summary>The built samples, run as processes.</summary>
internal static class SamplePrograms
{
    public static string Mnist { get; } = Program("Mnist");

    public static string Networks { get; } = Program("Networks");

    private static readonly string s_digitReader = Path.Combine(
        Repository.Root, "samples", "DigitReader", "bin", Repository.Configuration, Repository.Metadata("DigitReaderFolder"), "DigitReader.dll");

    public static ProgramRun RunMnist(string workingDirectory, params string[] arguments) => DotnetCommand.Run(workingDirectory, [Mnist, .. arguments]);

    /// <summary>A sample without anything special.</summary>
    public static ProgramRun Run(string name, params string[] arguments) => DotnetCommand.Run(Repository.Root, [Program(name), .. arguments]);

    /// <summary>Under the JIT; CnnGen.NativeAot.Tests is about native programs.</summary>
    public static ProgramRun RunDigitReader(params string[] arguments) => DotnetCommand.Run(Repository.Root, [s_digitReader, .. arguments]);

    private static string Program(string name) => Path.Combine(Repository.Root, "samples", name, "bin", Repository.Configuration, "net10.0", name + ".dll");
}
