using CnnGen.Generator.Model;

namespace CnnGen.Generator.Machine;

/// <summary>Where the values of a node stand, once all algorithms are chosen.</summary>
/// <param name="Target">For which vector width.</param>
/// <param name="IsParallel">Whether threads divide the work of one image.</param>
/// <param name="Inputs">One an input.</param>
/// <param name="Output">Where the node writes.</param>
internal sealed record NodeLayouts(Target Target, bool IsParallel, EquatableArray<BufferLayout> Inputs, BufferLayout Output)
{
    /// <summary>Whether a training step takes the whole batch through each stage.</summary>
    public bool IsWholeBatch { get; init; }

    /// <summary>Multiply-adds that a reader of the output does for each float of it; of the reader that does most. Infinite where no layer reads it.</summary>
    public double ReaderMultiplyAdds { get; init; }
}
