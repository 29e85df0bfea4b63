namespace CnnGen.Generator.Machine;

/// <summary>
/// The dense layers at the end of a network with what follows them: computed for several images together, so that their weights, which memory brings
/// slowly, are read once for all of them.
/// </summary>
/// <param name="Boundary">The last node that is computed image by image.</param>
internal sealed record BatchTail(int Boundary)
{
    /// <summary>Images of a batch at most.</summary>
    public const int Images = 24;
}
