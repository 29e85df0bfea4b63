namespace CnnGen.Generator.Program;

/// <summary>How many images of a batch go through the stages of a round together.</summary>
/// <param name="Images">The most, for which there is memory; 0 where there are no rounds.</param>
/// <param name="ImagesOfThread">For each thread: with few threads a round is smaller, so that it stays in their second caches.</param>
internal readonly record struct RoundSize(int Images, int ImagesOfThread)
{
    /// <summary>Whether there are rounds.</summary>
    public bool IsGiven => Images > 0;

    /// <summary>The same for any number of threads.</summary>
    public static RoundSize Of(int images) => new(images, images);
}
