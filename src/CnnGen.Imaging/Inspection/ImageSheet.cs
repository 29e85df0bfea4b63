namespace CnnGen.Imaging;

/// <summary>Pictures side by side in rows, on white.</summary>
public static class ImageSheet
{
    private const int Gap = 4;

    /// <summary>One picture of several, each in a cell as large as the largest.</summary>
    /// <param name="images">At least one; channels may differ.</param>
    /// <param name="columns">Pictures in a row; about as many as there are rows where null.</param>
    public static Image Of(IReadOnlyList<Image> images, int? columns = null)
    {
        if (images.Count == 0)
        {
            throw new ArgumentException("A sheet needs a picture.", nameof(images));
        }

        int width = images.Max(image => image.Width) + Gap;
        int height = images.Max(image => image.Height) + Gap;
        int across = Math.Clamp(columns ?? (int)Math.Ceiling(Math.Sqrt((double)images.Count * height / width)), 1, images.Count);
        int rows = (images.Count + across - 1) / across;
        Image sheet = new((rows * height) + Gap, (across * width) + Gap, 3);
        sheet.Pixels.AsSpan().Fill(255);
        for (int i = 0; i < images.Count; i++)
        {
            images[i].WithChannelsIfNeeded(3).CopyTo(sheet, Gap + (i / across * height), Gap + (i % across * width));
        }

        return sheet;
    }
}
