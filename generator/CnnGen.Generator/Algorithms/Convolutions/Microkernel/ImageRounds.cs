using CnnGen.Generator.Loops;
using CnnGen.Generator.Program;

namespace CnnGen.Generator.Algorithms.Convolutions.Microkernel;

/// <summary>
/// How many images of a batch go through the stages of an algorithm together, a round: what one stage leaves for the next shall still be in the last cache.
/// </summary>
internal static class ImageRounds
{
    // Half of a usual last cache.
    private const double CacheBytes = 16.0 * 1024 * 1024;

    // Of a cache, beside what passes by.
    private const double NearShare = 0.75;

    // Images are what some stages are divided over: enough for some threads, where that is not too much memory.
    private const int ImagesForThreads = 8;
    private const double MostBytes = 64.0 * 1024 * 1024;
    private const int MostImages = 256;

    // A part of the last cache that is sure to be free.
    private const double SureCacheBytes = 4.0 * 1024 * 1024;

    /// <summary>Declares <c>tiles</c>, the tiles of all images of the round that a kernel is called for.</summary>
    /// <param name="b">Receives it.</param>
    /// <param name="tilesOfImage">Tiles of an image.</param>
    public static void DeclareTiles(LoopBuilder b, int tilesOfImage) => b.Declare(
        "tiles",
        LocalType.Integer,
        new IndexValue((IndexExpression.Of(KernelSignature.EndImage) - IndexExpression.Of(KernelSignature.FirstImage)) * tilesOfImage));

    /// <summary>Images of a round whose stages are divided over rows of images.</summary>
    /// <param name="imageBytes">What the stages hand on of an image.</param>
    public static int ImagesOfRows(double imageBytes) => (int)Math.Min(MostImages, Math.Max(1, SureCacheBytes / imageBytes));

    /// <summary>
    /// A round whose stages are divided over images: for each thread so few that what the stages hand on stays in its second cache beside what they all need,
    /// or else in its part of the last one, where what is read anew in each round is not more than that.
    /// </summary>
    /// <param name="imageBytes">What the stages hand on of an image.</param>
    /// <param name="sharedBytes">What all images of a round need, and the next round reads anew.</param>
    /// <param name="secondCacheBytes">The second cache; 0 where an image has too few tiles for a round of a few.</param>
    public static RoundSize Round(double imageBytes, double sharedBytes, double secondCacheBytes = 0)
    {
        int most = Images(imageBytes);
        int near = (int)(((secondCacheBytes * NearShare) - sharedBytes) / imageBytes);
        int ofThread = near > 0 ? near : sharedBytes <= SureCacheBytes * NearShare ? Math.Max(1, (int)(SureCacheBytes / imageBytes)) : most;
        return new RoundSize(most, Math.Min(ofThread, most));
    }

    /// <summary>Images of a round whose stages are divided over images.</summary>
    /// <param name="imageBytes">What the stages hand on of an image.</param>
    private static int Images(double imageBytes)
    {
        double images = Math.Max(CacheBytes / imageBytes, Math.Min(ImagesForThreads, MostBytes / imageBytes));
        return (int)Math.Min(MostImages, Math.Max(1, images));
    }
}
