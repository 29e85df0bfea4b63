using System.Diagnostics;
using System.Text.RegularExpressions;
using CnnGen.Benchmarks.Generator;

namespace CnnGen.Benchmarks.Commands;

/// <summary>Times the generator: the first run in a process, which includes what the JIT makes of it, then runs after edits.</summary>
internal static partial class GeneratorCommand
{
    private const int Rounds = 41;
    private const string ServerCollector = "DOTNET_gcServer";

    /// <summary>
    /// Measures one network, or all of them, each in a process of its own that is set up as the compiler's: see its <c>csc.runtimeconfig.json</c>.
    /// </summary>
    public static void Run(TextWriter output, string? name)
    {
        if (name is not null && Environment.GetEnvironmentVariable(ServerCollector) == "1")
        {
            Measure(output, NetworkSource.Of(name));
            return;
        }

        foreach (string network in name is null ? NetworkSource.Names : [NetworkSource.Of(name).Name])
        {
            ProcessStartInfo start = new(Environment.ProcessPath!, [.. HostArguments(), "generator", network]) { RedirectStandardOutput = true };
            start.Environment[ServerCollector] = "1";
            start.Environment["DOTNET_TieredPGO"] = "1";
            using Process process = Process.Start(start)!;
            output.Write(process.StandardOutput.ReadToEnd());
            process.WaitForExit();
            if (process.ExitCode != 0)
            {
                throw new BenchmarkException($"{network}: exit code {process.ExitCode}.");
            }
        }
    }

    /// <summary>The program, where it was started as an argument of <c>dotnet</c>.</summary>
    private static IEnumerable<string> HostArguments() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(GeneratorCommand).Assembly.Location] : [];

    private static void Measure(TextWriter output, NetworkSource source)
    {
        GeneratorSession session = new(source);
        double cold = session.Run();
        output.WriteLine(FormattableString.Invariant(
            $"{source.Name}: {session.Files.Count} files, {session.Files.Sum(file => (long)file.Length):N0} characters emitted"));
        output.WriteLine(FormattableString.Invariant($"  first run in the process: {cold:F0} ms"));
        PrintEdits(output, session, "after a comment", round => $"// edit {round}\n{source.Text}");
        PrintEdits(
            output,
            session,
            "after a change of the last layer",
            round => WithLastLayer(source, 100 + round));
    }

    private static void PrintEdits(TextWriter output, GeneratorSession session, string what, Func<int, string> edit)
    {
        List<double> times = [];
        for (int round = 0; round < Rounds; round++)
        {
            session.Edit(edit(round));
            times.Add(session.Run());
        }

        times.Sort();
        output.WriteLine(FormattableString.Invariant(
            $"  {what}: median {times[Rounds / 2]:F2} ms [{times[0]:F2} .. {times[^1]:F2}], {Rounds} edits; {string.Join(", ", session.Steps)}"));
    }

    private static string WithLastLayer(NetworkSource source, int size)
    {
        Regex last = LastDense().IsMatch(source.Text) ? LastDense() : LastConvolution();
        string text = last.Replace(source.Text, FormattableString.Invariant($"${{start}}{size}"));
        return text != source.Text ? text : throw new BenchmarkException($"{source.Name}: no layer with a number of units or filters was found.");
    }

    /// <summary>The units of the last dense layer.</summary>
    [GeneratedRegex(@"(?<start>Dense\()\d+(?!.*Dense\()", RegexOptions.Singleline)]
    private static partial Regex LastDense();

    /// <summary>The filters of the last convolution, where one stands in the place of a dense layer.</summary>
    [GeneratedRegex(@"(?<start>Conv\()\d+(?!.*Conv\(\d)", RegexOptions.Singleline)]
    private static partial Regex LastConvolution();
}
