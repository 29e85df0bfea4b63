using CnnGen.Tool.Import;

namespace CnnGen.Onnx.Tests.Translation;

/// <summary>A network for one output of a case, what it is fed and what it must give.</summary>
internal sealed class Expression
{
    /// <summary>What the importer wrote.</summary>
    public required ImportedFiles Files { get; init; }

    /// <summary>Images, channels last.</summary>
    public required float[] Images { get; init; }

    /// <summary>The output as ONNX has it; for a loss what its reduction gives.</summary>
    public required float[] Expected { get; init; }

    /// <summary>For each value of <see cref="Expected"/> its place in the outputs of all images.</summary>
    public required int[] OutputPlaces { get; init; }

    /// <summary>The class of each image, where the network has a loss.</summary>
    public required int[] Labels { get; init; }
}
