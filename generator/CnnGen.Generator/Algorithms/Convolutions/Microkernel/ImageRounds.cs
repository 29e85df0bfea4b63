namespace CnnGen.Generator.Algorithms.Convolutions.Microkernel;

/// <summary>
/// How many images of a batch go through the stages of an algorithm together, a round: what one stage leaves for the next shall still be in the last cache.
/// </summary>
internal static class ImageRounds
{
    // Half of a usual last cache.
    private const double CacheBytes = 16.0 * 1024 * 1024;

    // Images are what some stages are divided over: enough for some threads, where that is not too much memory.
    private const int ImagesForThreads = 8;
    private const double MostBytes = 64.0 * 1024 * 1024;
    private const int MostImages = 256;

    // A part of the last cache that is sure to be free, where threads divide rows: fewer images do for them.
    private const double CacheBytesOfRows = 4.0 * 1024 * 1024;

    /// <summary>Images of a round whose stages are divided over rows of images.</summary>
    /// <param name="imageBytes">What the stages hand on of an image.</param>
    public static int ImagesOfRows(double imageBytes) => (int)Math.Min(MostImages, Math.Max(1, CacheBytesOfRows / imageBytes));

    /// <summary>Images of a round whose stages are divided over images.</summary>
    /// <param name="imageBytes">What the stages hand on of an image.</param>
    public static int Images(double imageBytes)
    {
        double images = Math.Max(CacheBytes / imageBytes, Math.Min(ImagesForThreads, MostBytes / imageBytes));
        return (int)Math.Min(MostImages, Math.Max(1, images));
    }
}
