namespace CnnGen.Runtime;

/// <summary>
/// How several images are computed together: each by itself up to its features, then all of them through the dense layers at the end, whose weights are
/// read once. Made by generated code only.
/// </summary>
/// <remarks>All sizes are in floats.</remarks>
public sealed unsafe class BatchProgram
{
    /// <summary>Images at most.</summary>
    public required int Images { get; init; }

    /// <summary>From one image's features to the next; features are the first values of the tail's memory.</summary>
    public required int FeaturesLength { get; init; }

    /// <summary>Memory of the tail.</summary>
    public required int Length { get; init; }

    /// <summary>trunk(packed, arena, input, features) for one image.</summary>
    public required delegate*<float*, float*, float*, float*, void> Trunk { get; init; }

    /// <summary>tail(stage, thread, threads, images, packed, memory, output): what one of several threads does in a stage, for all images.</summary>
    public required delegate*<int, int, int, int, float*, float*, float*, void> Tail { get; init; }

    /// <summary>The stages of the tail, in their order.</summary>
    public required ProgramStage[] ForwardStages { get; init; }

    /// <summary>The stages of the tail without the softmax at the end.</summary>
    public required ProgramStage[] LogitsStages { get; init; }
}
