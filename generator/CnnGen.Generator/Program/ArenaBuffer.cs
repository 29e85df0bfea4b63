namespace CnnGen.Generator.Program;

/// <summary>Working memory of one value.</summary>
/// <param name="Name">Whose value: <c>conv1</c>, <c>conv1 winners</c>.</param>
/// <param name="Length">Floats of one image's part, a multiple of 16.</param>
/// <param name="PerImage">Whether each image has a part of its own.</param>
/// <param name="FirstUse">Number of the call group that writes it first.</param>
/// <param name="LastUse">Number of the last call group that reads it.</param>
/// <param name="Offset">Where it begins in the arena; for a whole batch, the parts of the images begin at this many floats an image.</param>
internal sealed record ArenaBuffer(string Name, int Length, bool PerImage, int FirstUse, int LastUse, int Offset)
{
    /// <summary>Whether kernels add to it, so that it is cleared first.</summary>
    public bool IsSum { get; init; }
}
