namespace CnnGen.Imaging;

/// <summary>Pictures made of pictures. None changes the one it is called on.</summary>
public static class ImageTransforms
{
    /// <summary>The picture at another size, with the results of Pillow's <c>Image.resize</c>, bit for bit.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="height">Rows of the result.</param>
    /// <param name="width">Columns of the result.</param>
    /// <param name="filter">How pixels are weighed.</param>
    public static Image Resize(this Image image, int height, int width, ResizeFilter filter)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        return FilteredResize.Run(image, height, width, filter);
    }

    /// <summary>A rectangle of the picture.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="top">Its first row.</param>
    /// <param name="left">Its first column.</param>
    /// <param name="height">Its rows.</param>
    /// <param name="width">Its columns.</param>
    /// <exception cref="ArgumentOutOfRangeException">It does not lie within the picture.</exception>
    public static Image Crop(this Image image, int top, int left, int height, int width)
    {
        if (top < 0 || left < 0 || height < 1 || width < 1 || height > image.Height - top || width > image.Width - left)
        {
            throw new ArgumentOutOfRangeException(
                nameof(height), $"{height}×{width} pixels from row {top}, column {left} on do not lie within {image.Height}×{image.Width}.");
        }

        Image result = new(height, width, image.Channels);
        int rowLength = width * image.Channels;
        for (int y = 0; y < height; y++)
        {
            image.Pixels.AsSpan((((top + y) * image.Width) + left) * image.Channels, rowLength).CopyTo(result.Pixels.AsSpan(y * rowLength));
        }

        return result;
    }

    /// <summary>The middle of the picture, as torchvision's <c>CenterCrop</c> chooses it; black where the picture is smaller.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="height">Rows of the result.</param>
    /// <param name="width">Columns of the result.</param>
    public static Image CenterCrop(this Image image, int height, int width)
    {
        if (image.Height >= height && image.Width >= width)
        {
            // Halves are rounded to the even number, as Python does.
            int top = (int)Math.Round((image.Height - height) / 2d);
            int left = (int)Math.Round((image.Width - width) / 2d);
            return image.Crop(top, left, height, width);
        }

        int above = Math.Max(0, height - image.Height) / 2;
        int before = Math.Max(0, width - image.Width) / 2;
        Image padded = new(Math.Max(height, image.Height), Math.Max(width, image.Width), image.Channels);
        image.CopyTo(padded, above, before);
        return padded.CenterCrop(height, width);
    }

    /// <summary>The picture with another number of channels: grey to colour, colour to grey (ITU-R BT.601), alpha dropped or opaque.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="channels">1: grey; 2: grey, alpha; 3: red, green, blue; 4: these and alpha.</param>
    /// <remarks>
    /// What was transparent keeps its colour; <see cref="Image.ToGrey"/> puts it in front of a background instead. Grey is rounded as Pillow does.
    /// </remarks>
    public static Image WithChannels(this Image image, int channels)
    {
        Image result = new(image.Height, image.Width, channels);
        if (channels == image.Channels)
        {
            image.Pixels.CopyTo(result.Pixels, 0);
            return result;
        }

        int to = 0;
        for (int from = 0; from < image.Pixels.Length; from += image.Channels, to += channels)
        {
            ReadOnlySpan<byte> source = image.Pixels.AsSpan(from, image.Channels);
            Span<byte> pixel = result.Pixels.AsSpan(to, channels);
            bool isColor = source.Length >= 3;
            if (channels >= 3)
            {
                pixel[0] = source[0];
                pixel[1] = source[isColor ? 1 : 0];
                pixel[2] = source[isColor ? 2 : 0];
            }
            else
            {
                pixel[0] = isColor ? (byte)(((source[0] * 19595) + (source[1] * 38470) + (source[2] * 7471) + 0x8000) >> 16) : source[0];
            }

            if (channels is 2 or 4)
            {
                pixel[^1] = image.HasAlpha ? source[^1] : (byte)255;
            }
        }

        return result;
    }

    /// <summary>The picture itself where it has as many.</summary>
    internal static Image WithChannelsIfNeeded(this Image image, int channels) => channels == image.Channels ? image : image.WithChannels(channels);

    /// <summary>Copies a picture into a larger one of as many channels.</summary>
    internal static void CopyTo(this Image image, Image target, int top, int left)
    {
        int rowLength = image.Width * image.Channels;
        for (int y = 0; y < image.Height; y++)
        {
            image.Pixels.AsSpan(y * rowLength, rowLength).CopyTo(target.Pixels.AsSpan((((top + y) * target.Width) + left) * image.Channels));
        }
    }
}
