namespace CnnGen.Imaging.Tests;

/// <summary>The pictures of the folder Pillow, and what Pillow makes of them.</summary>
internal static class PillowPicture
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "Pillow");

    public static string PathOf(string name) => Path.Combine(s_folder, name);

    public static byte[] Bytes(string name) => File.ReadAllBytes(PathOf(name));

    public static Image Expected(string name) => Image.Load(PathOf(name));

    /// <summary>The largest difference of two pictures' values, as colours.</summary>
    public static int Difference(Image expected, Image actual)
    {
        if (expected.Height != actual.Height || expected.Width != actual.Width)
        {
            throw new ArgumentException($"{actual.Height}×{actual.Width} instead of {expected.Height}×{expected.Width}.");
        }

        int channels = expected.HasAlpha ? 4 : 3;
        byte[] first = expected.WithChannels(channels).Pixels;
        byte[] second = actual.WithChannels(channels).Pixels;
        return first.Zip(second, (a, b) => Math.Abs(a - b)).Max();
    }
}
