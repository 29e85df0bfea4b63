using CnnGen.Generator.Model;

namespace CnnGen.Generator.Program;

/// <summary>A stretch of a training step that threads divide, and that all of them are done with before any begins the next.</summary>
/// <param name="Name">Method name.</param>
/// <param name="Summary">What it computes.</param>
/// <param name="Tasks">Into how many tasks the work is divided; 0 where these are the images.</param>
/// <param name="Calls">Indices of calls: those of each image, or one of all images.</param>
internal sealed record TrainingStage(string Name, string Summary, int Tasks, EquatableArray<int> Calls)
{
    /// <summary>The nodes that it computes, or a part of them.</summary>
    public EquatableArray<int> Nodes { get; init; } = [];

    /// <summary>From sums in a kernel's order to the parameters' gradient, or null.</summary>
    public GradientUnpack? Unpack { get; init; }

    /// <summary>Images that go through the stages of the round that begins here before the next images do, if one begins.</summary>
    public RoundSize Round { get; init; }

    /// <summary>How many stages the round has; 0 where none begins.</summary>
    public int StagesOfRound { get; init; }

    /// <summary>Into how many parts each image is divided, which are tasks then; 0 where an image is one task.</summary>
    public int PartsOfImage { get; init; }

    /// <summary>What is made of the contributions of all images, or null.</summary>
    public ReduceStep? Reduce { get; init; }
}
