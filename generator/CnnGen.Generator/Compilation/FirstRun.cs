using CnnGen.Generator.Emission;
using CnnGen.Generator.Graph;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Compilation;

/// <summary>
/// The first run of the generator in a process is mostly the JIT's work. While Roslyn looks for networks, another processor generates a small one that nobody
/// sees, so that most methods are compiled by the time they are needed. No byte of any file depends on it, or on how far it has come.
/// </summary>
internal static class FirstRun
{
    private const string Unit = "ConvNorm";

    // One width, which is compiled on the thread that asks for it: one more would take the processor that Roslyn works on.
    private static readonly BuildOptions s_options = new([512], Winograd: true);

    private static readonly Task s_run = Task.Run(Files);

    /// <summary>Begins it, once in a process.</summary>
    public static void Begin() => _ = s_run;

    /// <summary>Of the network.</summary>
    public static EquatableArray<GeneratedFile> Files()
    {
        NetworkSpec spec = Network();
        return NetworkFiles.Of(spec, GraphBuilder.Build(spec).Graph!, s_options, CancellationToken.None);
    }

    /// <summary>
    /// What most networks have: a block, branches, windows of every kind, and layers so large that Winograd's algorithm, threads, and the last layer of a whole
    /// batch at once pay.
    /// </summary>
    public static NetworkSpec Network() => new(
        "",
        [],
        new TypeHeader("class", nameof(FirstRun)),
        [
            Layer("Input", ("height", 21), ("width", 21), ("channels", 3)),
            Convolution(32, height: 3, width: 3),
            Layer("MaxPool", ("size", 3), ("Stride", 2)) with { As = "pool" },
            Convolution(64, height: 3, width: 3),
            Convolution(64, height: 1, width: 7) with { As = "branch" },
            Layer("AveragePool", ("size", 3), ("Stride", 1), ("Padding", 1)) with { From = "pool" },
            Convolution(64, height: 1, width: 1),
            Layer("Concat", [new ArgumentSpec("operands", new NamesArgument(["branch"]))]),
            Layer("GlobalAveragePool"),
            Layer("Dropout", ("rate", 0)),
            Layer("Dense", ("units", 10_000)),
            Layer("Softmax"),
        ],
        [new BlockSpec(Unit, Unit, [ConvolutionOfBlock(), Layer("BatchNorm"), Layer("Relu")])]);

    private static LayerSpec Convolution(int filters, int height, int width) => Layer(Unit, ("filters", filters), ("height", height), ("width", width));

    private static LayerSpec ConvolutionOfBlock() => Layer(
        "Conv",
        [
            new ArgumentSpec("filters", new ExpressionArgument("filters")),
            new ArgumentSpec("kernelHeight", new ExpressionArgument("height")),
            new ArgumentSpec("kernelWidth", new ExpressionArgument("width")),
            new ArgumentSpec("Padding", new IntegerArgument(AxisReader.Same)),
            new ArgumentSpec("Bias", new BooleanArgument(false)),
        ]);

    private static LayerSpec Layer(string kind, params (string Name, int Value)[] arguments) =>
        Layer(kind, arguments.Select(argument => new ArgumentSpec(argument.Name, new IntegerArgument(argument.Value))).ToEquatableArray());

    private static LayerSpec Layer(string kind, EquatableArray<ArgumentSpec> arguments) => new(kind, null, null, null, arguments);
}
