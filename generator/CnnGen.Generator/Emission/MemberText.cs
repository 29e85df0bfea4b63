using System.Globalization;
using CnnGen.Generator.Graph;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Losses;

namespace CnnGen.Generator.Emission;

/// <summary>
/// The members of a network's class, which look alike in every network: they hand on to the library. Each has its key of <see cref="GeneratedMembers"/>, so
/// that a class that cannot have it gets the others. Types are named by <c>global::</c>, for the class is the user's and so are the names around it.
/// </summary>
internal static class MemberText
{
    /// <summary>The key of a member without a name of its own.</summary>
    private const string Unnamed = "";

    /// <summary>The members one after the other.</summary>
    public static string Print(IEnumerable<(string Key, string Text)> members) => string.Join("\n\n", members.Select(member => member.Text));

    /// <summary>The sizes of the network.</summary>
    public static IEnumerable<(string Key, string Text)> Constants(NetworkSizes sizes) =>
    [
        Constant("int", "InputHeight", "Rows of an input image.", sizes.Input.Height),
        Constant("int", "InputWidth", "Columns of an input image.", sizes.Input.Width),
        Constant("int", "InputChannels", "Values a pixel of an input image.", sizes.Input.Channels),
        Constant("int", "InputLength", "Values of an input image.", sizes.Input.Length),
        Constant("int", "OutputLength", "Values of an output.", sizes.OutputLength),
        Constant("long", "ParameterCount", "Trainable parameters.", sizes.Parameters),
        Constant("long", "MultiplyAdds", "Multiply-adds of convolution and dense layers, an image.", sizes.MultiplyAdds),
        Constant("int", "ArenaBytes", "Planned memory of one inference, between input and output.", sizes.ArenaBytes),
    ];

    /// <summary>All other members.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="ports">What goes in and comes out, and the losses.</param>
    /// <param name="hasBatchNorm">Whether training moves running averages.</param>
    /// <param name="code">What has the network's <c>Info</c> and <c>Program</c>; null for a stub, which has none.</param>
    /// <param name="runtime">The name of the field that all others hand on to; another one than usual in a stub, where the user has that one.</param>
    public static IEnumerable<(string Key, string Text)> Members(
        NetworkSpec spec, NetworkPorts ports, bool hasBatchNorm, string? code, string runtime = GeneratedMembers.Runtime)
    {
        string type = GeneratedNames.Reference(spec);
        string info = code is null ? "null!" : code + ".Info";
        string program = code is null ? "null!" : code + ".Program";
        foreach ((string key, string text) in All(spec, ports, hasBatchNorm, isStub: code is null))
        {
            yield return (key, text
                .Replace("@Runtime", runtime)
                .Replace("@Summary", code is null ? "\"\"" : info + ".Summary")
                .Replace("@Field", code is null ? " = null!" : "")
                .Replace("@Constructor", spec.Declaration.Name)
                .Replace("@Network", type)
                .Replace("@Info", info)
                .Replace("@Program", program));
        }
    }

    private static IEnumerable<(string Key, string Text)> All(NetworkSpec spec, NetworkPorts ports, bool hasBatchNorm, bool isStub) =>
    [
        .. s_common,
        .. ports.AreSeveral ? PortText.Members(ports, isStub) : [],
        .. ports.Losses.Count > 0 ? Training(ports.Losses, hasBatchNorm) : [],
        .. spec.IsInspectable ? s_inspection : [],
    ];

    private static (string Key, string Text) Constant(string type, string name, string summary, long value) =>
        (name, $"/// <summary>{summary}</summary>\npublic const {type} {name} = {value.ToString(CultureInfo.InvariantCulture)};");

    private static readonly (string Key, string Text)[] s_common =
    [
        ("Summary",
            """
            /// <summary>The table of layers, shapes, parameters and multiply-adds.</summary>
            public static string Summary => @Summary;
            """),
        (GeneratedMembers.Runtime, "private readonly global::CnnGen.Runtime.NetworkRuntime @Runtime@Field;"),
        (Unnamed, "private @Constructor(global::CnnGen.Runtime.NetworkRuntime runtime) => @Runtime = runtime;"),
        (Unnamed,
            """
            /// <inheritdoc/>
            static global::CnnGen.NetworkInfo global::CnnGen.INetwork<@Network>.Info => @Info;
            """),
        ("Threads",
            """
            /// <summary>
            /// Threads that a call may use; by default 1 for a network so small that more do not pay, else the number of processors. More than 256 count as 256.
            /// </summary>
            public int Threads
            {
                get => @Runtime.Threads;
                set => @Runtime.Threads = value;
            }
            """),
        ("Weights",
            """
            /// <summary>The trainable parameters, in PyTorch's order.</summary>
            public global::CnnGen.NetworkWeights Weights => @Runtime.Weights;
            """),
        ("Create(int)",
            """
            /// <summary>A network with weights initialised as PyTorch does. Same seed, same weights.</summary>
            public static @Network Create(int seed) => Create(seed, global::CnnGen.Initializer.KaimingUniform);
            """),
        ("Create(int, CnnGen.Initializer)",
            """
            /// <summary>A network with weights drawn by an initialiser. Same seed, same weights.</summary>
            public static @Network Create(int seed, global::CnnGen.Initializer initializer) =>
                new(new global::CnnGen.Runtime.NetworkRuntime(@Program, global::CnnGen.NetworkWeights.Create(@Info, seed, initializer)));
            """),
        ("Load(string)",
            """
            /// <summary>
            /// A network with the weights of a safetensors file, which may stay open until <see cref="Weights"/> are asked for; it may be replaced, not overwritten.
            /// </summary>
            /// <exception cref="global::CnnGen.WeightFileException">The file is damaged, or its tensors are not this network's.</exception>
            public static @Network Load(string path) => new(global::CnnGen.Runtime.NetworkRuntime.Load(@Program, path));
            """),
        ("Load(System.IO.Stream)",
            """
            /// <summary>A network with the weights of a safetensors stream.</summary>
            /// <exception cref="global::CnnGen.WeightFileException">The stream is damaged, or its tensors are not this network's.</exception>
            public static @Network Load(global::System.IO.Stream stream) =>
                new(new global::CnnGen.Runtime.NetworkRuntime(@Program, global::CnnGen.NetworkWeights.Load(@Info, stream)));
            """),
        ("ShareWeights()",
            """
            /// <summary>Another instance on the same weights, for another thread.</summary>
            public @Network ShareWeights() => new(@Runtime.ShareWeights());
            """),
        ("Dispose()",
            """
            /// <summary>Gives back this instance's memory, and that of the weights with the last instance that shares them.</summary>
            public void Dispose() => @Runtime.Dispose();
            """),
        ("Save(string)",
            """
            /// <summary>Writes the weights as safetensors, with PyTorch's names, shapes and order.</summary>
            public void Save(string path) => @Runtime.Weights.Save(path);
            """),
        ("Save(System.IO.Stream)",
            """
            /// <summary>Writes the weights as safetensors, with PyTorch's names, shapes and order.</summary>
            public void Save(global::System.IO.Stream stream) => @Runtime.Weights.Save(stream);
            """),
        ("Forward(System.ReadOnlySpan<float>, System.Span<float>)",
            """
            /// <summary>The outputs of one image, or of several behind each other, [image, row, column, channel]. Allocates nothing.</summary>
            public void Forward(global::System.ReadOnlySpan<float> input, global::System.Span<float> output) => @Runtime.Forward(input, output);
            """),
        ("Logits(System.ReadOnlySpan<float>, System.Span<float>)",
            """
            /// <summary>
            /// As <see cref="Forward(global::System.ReadOnlySpan{float}, global::System.Span{float})"/>, but before the softmax, where the network ends in one or
            /// in a softmax loss.
            /// </summary>
            public void Logits(global::System.ReadOnlySpan<float> input, global::System.Span<float> output) => @Runtime.Logits(input, output);
            """),
        ("Predict(System.ReadOnlySpan<float>)",
            """
            /// <summary>The index of the largest output for one image.</summary>
            public int Predict(global::System.ReadOnlySpan<float> input) => @Runtime.Predict(input);
            """),
    ];

    private static readonly (string Key, string Text)[] s_inspection =
    [
        ("Inspect(System.ReadOnlySpan<float>, System.ReadOnlySpan<float>)",
            """
            /// <summary>
            /// The value of every layer for one image, and d Σ logitsGradient[i] · logits[i]/d value of each, as inference computes them: batch norms by running
            /// averages, no dropout.
            /// </summary>
            /// <param name="input">One image.</param>
            /// <param name="logitsGradient">
            /// What each value of <see cref="Logits(global::System.ReadOnlySpan{float}, global::System.Span{float})"/> counts: 1 for a class and 0 for the others,
            /// say.
            /// </param>
            public global::CnnGen.Inspection Inspect(global::System.ReadOnlySpan<float> input, global::System.ReadOnlySpan<float> logitsGradient) =>
                @Runtime.Inspect(input, logitsGradient);
            """),
        ("Profile(int)",
            """
            /// <summary>The time that each layer takes for one image on one thread.</summary>
            /// <param name="runs">How often the network is run.</param>
            public global::CnnGen.NetworkProfile Profile(int runs = 50) => @Runtime.Profile(runs);
            """),
    ];

    private const string Averages = " Moves the running averages.";
    private const string Target = "One label or one vector an image.";
    private const string TargetsOfSeveral = "The labels of all losses side by side, and so the values, image after image.";

    private static (string Key, string Text)[] Training(EquatableArray<Loss> losses, bool hasBatchNorm) =>
    [
        ("TargetKind",
            $"""
            /// <summary>What the loss compares the output with.</summary>
            public static global::CnnGen.TargetKind TargetKind => global::CnnGen.TargetKind.{LossSyntax.TargetKind(losses)};
            """),
        ("LossKind",
            $"""
            /// <summary>The {(losses.Count == 1 ? "" : "first ")}loss that was declared.</summary>
            public static global::CnnGen.LossKind LossKind => global::CnnGen.LossKind.{losses[0].Kind};
            """),
        ("Gradient(System.ReadOnlySpan<float>, CnnGen.Targets, System.Span<float>, long)",
            $"""
            /// <summary>
            /// Forward and backward over one batch: the gradient of the mean loss. The same bits for every number of threads.{(hasBatchNorm ? Averages : "")}
            /// </summary>
            /// <param name="input">Images, [image, row, column, channel].</param>
            /// <param name="targets">{(losses.Count == 1 ? Target : TargetsOfSeveral)}</param>
            /// <param name="gradient">Receives d loss/d parameter, laid out as <see cref="global::CnnGen.NetworkWeights.Trainable"/>.</param>
            /// <param name="noiseSeed">Seed of what is random in the network (dropout); another one for every batch.</param>
            public global::CnnGen.BatchResult Gradient(
                global::System.ReadOnlySpan<float> input, global::CnnGen.Targets targets, global::System.Span<float> gradient, long noiseSeed = 0) =>
                @Runtime.Gradient(input, targets, gradient, noiseSeed);
            """),
    ];
}
