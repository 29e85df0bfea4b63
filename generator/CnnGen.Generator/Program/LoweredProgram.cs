using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Program;

/// <summary>Everything the printer needs for one network, one vector width and one purpose (inference or training).</summary>
/// <param name="Target">The width.</param>
/// <param name="Packing">From parameters to packed weights.</param>
/// <param name="PackedLength">Floats of the packed weights.</param>
/// <param name="Kernels">Each distinct one once, in the order of first use.</param>
/// <param name="Calls">All calls, in an order that respects the lives of buffers.</param>
/// <param name="EntryPoints">Which of the calls each generated entry point makes.</param>
/// <param name="Buffers">The arena.</param>
/// <param name="ArenaLength">Floats of the arena, for all images of a micro-batch; what a whole batch has once.</param>
/// <param name="MicroBatch">Images a call, 1 for inference and for a whole batch.</param>
internal sealed record LoweredProgram(
    Target Target,
    EquatableArray<PackingStep> Packing,
    int PackedLength,
    EquatableArray<Kernel> Kernels,
    EquatableArray<KernelCall> Calls,
    EquatableArray<EntryPoint> EntryPoints,
    EquatableArray<ArenaBuffer> Buffers,
    int ArenaLength,
    int MicroBatch)
{
    /// <summary>Floats that a thread needs for itself while a kernel runs, behind the arena; 0 where none does.</summary>
    public int ScratchLength { get; init; }

    /// <summary>What a profile has times for, in the order of the calls; empty where the network is not profiled.</summary>
    public EquatableArray<ProfiledStep> ProfiledSteps { get; init; } = [];

    /// <summary>What a whole batch goes through in training; empty for micro-batches and for inference.</summary>
    public EquatableArray<TrainingStage> Stages { get; init; } = [];

    /// <summary>Floats of the arena for each image of a whole batch.</summary>
    public int ImageArenaLength { get; init; }

    /// <summary>What of <see cref="ImageArenaLength"/> the forward pass leaves for the backward pass.</summary>
    public int KeptLength { get; init; }

    /// <summary>How several images are computed together, or null where each is computed by itself.</summary>
    public BatchProgram? Batch { get; init; }

    /// <summary>How many of the calls every entry point of inference begins with, whatever is asked for; 0 in training.</summary>
    public int SharedCalls { get; init; }

    /// <summary>Floats that each image contributes to values of the whole batch; 0 where there are none.</summary>
    public int ContributionsLength { get; init; }

    /// <summary>Floats of all values of the whole batch.</summary>
    public int WholeBatchLength { get; init; }
}

/// <summary>Several images together: each by itself up to its features, then all of them through the layers at the end.</summary>
/// <param name="Images">Images at most.</param>
/// <param name="FeaturesLength">Floats from one image's features to the next.</param>
/// <param name="Length">Floats of the memory for features and what is made of them.</param>
/// <param name="Trunk">Indices of the calls that make features.</param>
/// <param name="Calls">The calls of the tail.</param>
/// <param name="ForwardStages">The stages of the tail, whose calls are indices of <paramref name="Calls"/>.</param>
/// <param name="LogitsStages">The same without the softmax at the end.</param>
internal sealed record BatchProgram(
    int Images,
    int FeaturesLength,
    int Length,
    EquatableArray<int> Trunk,
    EquatableArray<KernelCall> Calls,
    EquatableArray<Stage> ForwardStages,
    EquatableArray<Stage> LogitsStages);

/// <summary>Adds a sum that a kernel collected in its own order to the gradient in PyTorch's order.</summary>
/// <param name="Buffer">The arena buffer.</param>
/// <param name="Step">The copy; its packed side is relative to the buffer.</param>
internal sealed record GradientUnpack(int Buffer, PackStep Step);

/// <summary>A method that runs some of the calls in their order.</summary>
/// <param name="Name">Method name.</param>
/// <param name="Summary">What it computes.</param>
/// <param name="Calls">Indices of calls.</param>
internal sealed record EntryPoint(string Name, string Summary, EquatableArray<int> Calls)
{
    /// <summary>From arena sums to the parameters' gradients, after the last call.</summary>
    public EquatableArray<GradientUnpack> GradientUnpacking { get; init; } = [];

    /// <summary>The same calls as stages that several threads compute together, with a barrier after each; empty where threads do not pay.</summary>
    public EquatableArray<Stage> Stages { get; init; } = [];
}

/// <summary>Calls between two barriers: all are done before the next stage begins.</summary>
/// <param name="Number">Its number among the stages of all entry points.</param>
/// <param name="Calls">Indices of calls: one with parallel tasks, or some without.</param>
/// <param name="Tasks">Its parallel tasks; 1 where one thread makes all calls.</param>
internal sealed record Stage(int Number, EquatableArray<int> Calls, int Tasks);
