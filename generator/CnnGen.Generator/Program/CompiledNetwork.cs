using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Program;

/// <summary>A network, compiled: everything the printers need.</summary>
/// <param name="Spec">What was declared.</param>
/// <param name="Graph">The graph as declared, for the table of layers.</param>
/// <param name="Parameters">The tensors and their places.</param>
/// <param name="Programs">One a vector width, widest first.</param>
internal sealed record CompiledNetwork(NetworkSpec Spec, NetworkGraph Graph, ParameterLayout Parameters, EquatableArray<WidthPrograms> Programs)
{
    /// <summary>Whether an image is work enough for several threads.</summary>
    public bool PaysForThreads { get; init; }

    /// <summary>The layers whose values an inspection gives, in the order of the record; empty for a network that cannot be looked into.</summary>
    public EquatableArray<RecordedLayer> RecordedLayers { get; init; } = [];

    /// <summary>How many sums the gradients of a batch are collected into, whatever the number of threads.</summary>
    public int Shards { get; init; }

    /// <summary>The first batch norm over a single pixel: with a batch of one image it has one value a channel, which no variance can be taken of.</summary>
    public string? NormOfOnePixel { get; init; }
}

/// <summary>The programs of one vector width.</summary>
/// <param name="Forward">Inference.</param>
/// <param name="Training">A training step; null without a loss.</param>
/// <param name="Inspection">Values and gradients of all layers; null where nobody asked for them.</param>
internal sealed record WidthPrograms(LoweredProgram Forward, LoweredProgram? Training, LoweredProgram? Inspection);
