namespace CnnGen.Imaging;

/// <summary>Refuses pictures that are empty or too large, before memory is reserved for them.</summary>
internal static class ImageLimit
{
    public static void Check(long height, long width, int mostPixels, string file)
    {
        if (height <= 0 || width <= 0)
        {
            throw new ImageFileException($"{file}: an image of {width}×{height} pixels is empty.");
        }

        if (height > int.MaxValue || width > int.MaxValue || height * width > mostPixels)
        {
            throw new ImageFileException($"{file}: {width}×{height} exceeds the {mostPixels} pixels that an image may have.");
        }
    }
}
