using CnnGen.Packing;

namespace CnnGen.Runtime;

/// <summary>The code that was generated for one network and one vector width: entry points and the memory they need. Made by generated code only.</summary>
/// <remarks>All sizes are in floats. Pointers are aligned to 64 bytes unless said otherwise.</remarks>
public sealed unsafe class NetworkProgram
{
    /// <summary>The network.</summary>
    public required NetworkInfo Info { get; init; }

    /// <summary>Memory of one inference: everything between input and output.</summary>
    public required int ArenaLength { get; init; }

    /// <summary>What of <see cref="ArenaLength"/>, at its end, belongs to the thread that runs a kernel: each thread of one image has its own.</summary>
    public int ScratchLength { get; init; }

    /// <summary>Weights in the order the forward kernels read them.</summary>
    public required int PackedLength { get; init; }

    /// <summary>Whether more than one thread is worth waking for a single batch.</summary>
    public required bool PaysForThreads { get; init; }

    /// <summary>How the weights are brought into the order the forward kernels read. What no step writes is zero.</summary>
    public required delegate*<PackingStep[]> PackingSteps { get; init; }

    /// <summary>forward(packed, arena, input, output) for one image; input and output have no alignment.</summary>
    public required delegate*<float*, float*, float*, float*, void> Forward { get; init; }

    /// <summary>As <see cref="Forward"/>, without the softmax at the end.</summary>
    public required delegate*<float*, float*, float*, float*, void> Logits { get; init; }

    /// <summary>
    /// stage(number, part, parts, packed, arena, scratch, input, output): one of several parts of a stage of one image; scratch is the thread's. Null where
    /// threads do not pay for one image.
    /// </summary>
    public delegate*<int, int, int, float*, float*, float*, float*, float*, void> RunStage { get; init; }

    /// <summary>The stages of <see cref="Forward"/>, in their order.</summary>
    public ProgramStage[] ForwardStages { get; init; } = [];

    /// <summary>The stages of <see cref="Logits"/>, in their order.</summary>
    public ProgramStage[] LogitsStages { get; init; } = [];

    /// <summary>How several images are computed together; null where each is computed by itself.</summary>
    public BatchProgram? Batch { get; init; }

    /// <summary>What training needs; null where no loss is declared.</summary>
    public TrainingProgram? Training { get; init; }

    /// <summary>What looking into the network needs; null where <see cref="NetworkAttribute.Inspectable"/> was not set.</summary>
    public InspectionProgram? Inspection { get; init; }
}
