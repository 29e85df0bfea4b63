using System.Diagnostics;
using CnnGen.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CnnGen.Benchmarks.Commands;

/// <summary>Times the generator over LeNet-5 as the compiler and the editor run it, without compiling what it emits.</summary>
internal static class GeneratorCommand
{
    private const int Rounds = 21;

    private const string Source =
        """
        using CnnGen;

        [Network, Input(28, 28, 1)]
        [Conv(6, 5, Padding = Padding.Same), Relu, MaxPool(2)]
        [Conv(16, 5), Relu, MaxPool(2)]
        [Dense(120), Relu, Dense(84), Relu, Dense(10), SoftmaxCrossEntropy]
        public partial class LeNet5;
        """;

    public static void Run(TextWriter output)
    {
        CSharpCompilation compilation = Compilation();
        compilation.GetDiagnostics(); // binding the references is the compiler's work
        GeneratorDriver driver = CSharpGeneratorDriver.Create(new CnnGenerator());

        double cold = Milliseconds(() => driver = driver.RunGenerators(compilation));
        long characters = driver.GetRunResult().GeneratedTrees.Sum(tree => (long)tree.Length);
        output.WriteLine(FormattableString.Invariant($"emitted: {driver.GetRunResult().GeneratedTrees.Length} files, {characters:N0} characters"));
        output.WriteLine(FormattableString.Invariant($"cold, first run in the process: {cold:F1} ms"));
        Print(output, "after a comment", driver, compilation, round => $"// edit {round}\n{Source}");
        Print(output, "after a change of the network", driver, compilation, round => Source.Replace("Dense(84)", $"Dense({85 + round})", StringComparison.Ordinal));
    }

    private static void Print(TextWriter output, string name, GeneratorDriver driver, CSharpCompilation compilation, Func<int, string> edit)
    {
        List<double> times = [];
        for (int round = 0; round < Rounds; round++)
        {
            SyntaxTree before = compilation.SyntaxTrees[0];
            compilation = compilation.ReplaceSyntaxTree(before, Parse(edit(round)));
            compilation.GetDiagnostics();
            times.Add(Milliseconds(() => driver = driver.RunGenerators(compilation)));
        }

        times.Sort();
        output.WriteLine(FormattableString.Invariant($"{name}: median {times[Rounds / 2]:F2} ms [{times[0]:F2} .. {times[^1]:F2}], {Rounds} edits"));
    }

    private static double Milliseconds(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static CSharpCompilation Compilation()
    {
        string trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        IEnumerable<MetadataReference> references = trusted.Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path));
        return CSharpCompilation.Create("Digits", [Parse(Source)], references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
    }

    private static SyntaxTree Parse(string text) => CSharpSyntaxTree.ParseText(text, path: "LeNet5.cs");
}
