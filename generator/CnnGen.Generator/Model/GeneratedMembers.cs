namespace CnnGen.Generator.Model;

/// <summary>
/// The members that a network's class is given, by their keys: a name, and the types of its parameters where it is a method. What the user writes must leave
/// room for them. A test holds this list against what is generated.
/// </summary>
internal static class GeneratedMembers
{
    /// <summary>The field that all others hand on to.</summary>
    public const string Runtime = "_runtime";

    private const string Span = "System.ReadOnlySpan<float>";

    /// <summary>Of every network.</summary>
    public static readonly EquatableArray<string> Common =
    [
        "InputHeight",
        "InputWidth",
        "InputChannels",
        "InputLength",
        "OutputLength",
        "ParameterCount",
        "MultiplyAdds",
        "ArenaBytes",
        "Summary",
        Runtime,
        "Threads",
        "Weights",
        "Create(int)",
        "Create(int, CnnGen.Initializer)",
        "Load(string)",
        "Load(System.IO.Stream)",
        "ShareWeights()",
        "Dispose()",
        "Save(string)",
        "Save(System.IO.Stream)",
        $"Forward({Span}, System.Span<float>)",
        $"Logits({Span}, System.Span<float>)",
        $"Predict({Span})",
    ];

    /// <summary>Of a network with a loss.</summary>
    public static readonly EquatableArray<string> OfTraining = ["TargetKind", "LossKind", $"Gradient({Span}, CnnGen.Targets, System.Span<float>, long)"];

    /// <summary>Of a network with several inputs or outputs: a method with a span for each.</summary>
    public static string OfPorts(string method, int inputs, int outputs) =>
        $"{method}({string.Join(", ", [.. Enumerable.Repeat(Span, inputs), .. Enumerable.Repeat("System.Span<float>", outputs)])})";

    /// <summary>Of a network that is exported to other languages.</summary>
    public static readonly EquatableArray<string> OfExport = ["NativeHeader", "NativeFunctions"];

    /// <summary>Of a network that can be looked into.</summary>
    public static readonly EquatableArray<string> OfInspection = [$"Inspect({Span}, {Span})", "Profile(int)"];

    public static string NameOf(string key) => key.Split('(')[0];
}
