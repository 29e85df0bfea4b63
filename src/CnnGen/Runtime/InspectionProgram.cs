using CnnGen.Packing;

namespace CnnGen.Runtime;

/// <summary>
/// The generated code that looks into one network: the values of all layers, their gradients, and the time that each takes. Made by generated code only.
/// </summary>
/// <remarks>All sizes are in floats.</remarks>
public sealed unsafe class InspectionProgram
{
    /// <summary>The layers, and where their values stand in the record. Behind them all stand their gradients, in the same order.</summary>
    public required IReadOnlyList<NetworkValue> Layers { get; init; }

    /// <summary>Memory of one image.</summary>
    public required int ArenaLength { get; init; }

    /// <summary>Memory while a kernel runs.</summary>
    public int ScratchLength { get; init; }

    /// <summary>Whether a kernel makes the gradient of a parameter beside that of a value, and needs a place for it.</summary>
    public bool MakesParameterGradients { get; init; }

    /// <summary>Weights in the orders that the kernels read.</summary>
    public required int PackedLength { get; init; }

    /// <summary>How the weights are brought into these orders. What no step writes is zero.</summary>
    public required delegate*<PackingStep[]> PackingSteps { get; init; }

    /// <summary>Forward and backward of one image, into <see cref="MicroBatch.Record"/>.</summary>
    public required delegate*<in MicroBatch, int, int, void> Run { get; init; }

    /// <summary>profile(packed, arena, input, output, times): the forward pass of one image with the time after each of <see cref="ProfiledLayers"/>.</summary>
    public required delegate*<float*, float*, float*, float*, long*, void> Profile { get; init; }

    /// <summary>What <see cref="Profile"/> has times for.</summary>
    public required IReadOnlyList<ProfiledLayer> ProfiledLayers { get; init; }
}
