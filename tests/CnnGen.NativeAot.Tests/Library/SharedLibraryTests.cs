using System.Globalization;
using CnnGen.NativeAot.Library;
using CnnGen.Testing;
using Xunit;
using Xunit.Abstractions;

namespace CnnGen.NativeAot.Tests.Library;

/// <summary>Exported networks, called from C and Python. The numbers are compared with those of the same network in this process.</summary>
public sealed class SharedLibraryTests(PublishedLibrary library, ITestOutputHelper output) : IClassFixture<PublishedLibrary>, IDisposable
{
    private const int Networks = 200;

    /// <summary>Loading and freeing a network over and over: without being freed they would be 50 MB.</summary>
    private const int MostGrowthKib = 24 * 1024;

    private static readonly string s_sources = Path.Combine(Repository.Root, "tests", "CnnGen.NativeAot.Tests", "Library");
    private static readonly string s_weights = Path.Combine(Repository.Root, "samples", "DigitReader", "lenet5.safetensors");

    private readonly TemporaryFolder _programs = new("callers");

    public void Dispose() => _programs.Dispose();

    [Fact]
    public void Publishing_WritesALibraryAndAHeaderForEachNetwork() =>
        Assert.Equal(
            ["CnnGen.NativeAot.Library.so", "lenet5.h", "tiny_net.h"],
            Directory.GetFiles(library.Folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));

    [ToolFact("gcc")]
    public void CProgram_GetsTheNumbersAndTheErrors()
    {
        ProgramRun run = Run(Compile("callers"), s_weights, Invariant(Networks));

        CheckLogits(run);
        string[] growth = run.Value("growth ").Split(' ');
        Assert.InRange(int.Parse(growth[0], CultureInfo.InvariantCulture), int.MinValue, MostGrowthKib);
    }

    [ToolFact("gcc", "valgrind")]
    public void CProgram_UnderValgrind_HasNoErrorAndLosesNothing()
    {
        string[] options = ["--error-exitcode=9", "--leak-check=full", "--errors-for-leak-kinds=definite", "--show-leak-kinds=definite"];

        ProgramRun run = Run("valgrind", [.. options, Compile("callers"), s_weights, "5"]);

        CheckLogits(run);
        Assert.Contains("definitely lost: 0 bytes in 0 blocks", run.Output, StringComparison.Ordinal);
        Assert.Contains("ERROR SUMMARY: 0 errors", run.Output, StringComparison.Ordinal);
    }

    /// <summary>What the runtime allocates once and keeps would count as leaks; valgrind, above, tells those apart.</summary>
    [ToolFact("gcc")]
    public void CProgram_WithSanitizers_HasNoError()
    {
        string program = Compile("callers-sanitized", "-fsanitize=address,undefined", "-fno-sanitize-recover=all");
        Dictionary<string, string> environment = new() { ["ASAN_OPTIONS"] = "detect_leaks=0" };

        ProgramRun run = DotnetCommand.RunProgram(program, library.Folder, environment, s_weights, "20").Succeeded();

        CheckLogits(run);
        Assert.DoesNotContain("ERROR", run.Output, StringComparison.Ordinal);
    }

    [ToolFact("g++")]
    public void Headers_AreCxxToo()
    {
        string source =
            _programs.Write(
                "headers.cpp",
                "#include \"lenet5.h\"\n#include \"tiny_net.h\"\nstatic_assert(LENET5_INPUT_LENGTH == 784 && TINY_NET_OUTPUT_LENGTH == 2, \"sizes\");\n");
        DotnetCommand.RunProgram("g++", library.Folder, "-fsyntax-only", "-I.", "-Wall", "-Wextra", "-Werror", "-pedantic", source).Succeeded();
    }

    [ToolFact("python3")]
    public void PythonProgram_GetsTheNumbersAndTheErrors()
    {
        string[] pythons = ["python3", "/usr/bin/python3"];
        string? python = pythons.FirstOrDefault(python => DotnetCommand.RunProgram(python, library.Folder, "-c", "import numpy").ExitCode == 0);
        if (python is null)
        {
            output.WriteLine("not tested: python3 has no numpy (Debian: python3-numpy)");
            return;
        }

        ProgramRun run = Run(python, Path.Combine(s_sources, "callers.py"), library.SharedObject, s_weights);

        CheckLogits(run);
        Assert.Matches("^1: LeNet5: [0-9]+ is no network of this kind, or it was freed\\.$", run.Value("error "));
    }

    private static string Invariant(int number) => number.ToString(CultureInfo.InvariantCulture);

    private string Compile(string name, params string[] options)
    {
        string program = Path.Combine(_programs.Path, name);
        string[] strict = ["-std=c99", "-D_POSIX_C_SOURCE=200112L", "-Wall", "-Wextra", "-Werror", "-pedantic", "-g", "-pthread"];
        DotnetCommand.RunProgram(
            "gcc",
            library.Folder,
            [
                .. strict,
                .. options,
                "-I" + library.Folder,
                Path.Combine(s_sources, "callers.c"),
                library.SharedObject,
                "-Wl,-rpath," + library.Folder,
                "-o",
                program
            ]).Succeeded();
        return program;
    }

    private ProgramRun Run(string program, params string[] arguments)
    {
        ProgramRun run = DotnetCommand.RunProgram(program, library.Folder, arguments).Succeeded();
        output.WriteLine(run.Output);
        return run;
    }

    /// <summary>Sums are taken in another order at another vector width; that is all that may differ.</summary>
    private static void CheckLogits(ProgramRun run)
    {
        float[] input = [.. Enumerable.Range(0, LeNet5.InputLength).Select(i => (i % 7) / 7f)];
        float[] expected = new float[LeNet5.OutputLength];
        LeNet5.Load(s_weights).Logits(input, expected);
        float[] actual = [.. run.Lines
            .Where(line => line.StartsWith("logit ", StringComparison.Ordinal))
            .Select(line => float.Parse(line["logit ".Length..], CultureInfo.InvariantCulture))];

        Assert.Equal(expected.Length, actual.Length);
        float largest = expected.Max(MathF.Abs);
        Assert.All(expected.Zip(actual), pair => Assert.InRange(MathF.Abs(pair.First - pair.Second), 0, 1e-5f * largest));
        Assert.Contains("ok", run.Lines);
    }
}
