using System.Runtime.CompilerServices;

namespace CnnGen;

/// <summary>Moves the pixels of images, the classes of masks and the corners of boxes alike.</summary>
internal static class ImageWarp
{
    /// <summary>Values between pixels are interpolated linearly, those of masks are taken from the nearest pixel.</summary>
    /// <param name="image">The image, its mask and its boxes, changed in place.</param>
    /// <param name="warp">Where pixels come from.</param>
    /// <param name="fill">What enters at the border; the nearest pixel of it where this is null.</param>
    public static void Apply(AugmentedImage image, AffineWarp warp, float? fill)
    {
        double centreY = (image.Height - 1) / 2d;
        double centreX = (image.Width - 1) / 2d;
        int rowLength = image.Width * image.Channels;
        for (int y = 0; y < image.Height; y++)
        {
            double fromX = centreX - (centreX * warp.A) + ((y - centreY) * warp.B) + warp.Right;
            double fromY = centreY - (centreX * warp.C) + ((y - centreY) * warp.D) + warp.Down;
            Row(image, fromX, fromY, warp.A, warp.C, image.Scratch.Slice(y * rowLength, rowLength), fill);
        }

        image.Scratch.CopyTo(image.Values);
        Annotations(image, warp);
    }

    /// <summary>Moves mask and boxes alone, after the image was moved in a simpler way.</summary>
    public static void Annotations(AugmentedImage image, AffineWarp warp)
    {
        if (!image.Mask.IsEmpty)
        {
            Mask(image, warp);
        }

        foreach (ref BoundingBox box in image.Boxes)
        {
            box = Box(box, image.Height, image.Width, warp);
        }
    }

    private static void Mask(AugmentedImage image, AffineWarp warp)
    {
        double centreY = (image.Height - 1) / 2d;
        double centreX = (image.Width - 1) / 2d;
        Span<float> moved = image.Scratch[..image.Mask.Length];
        for (int i = 0; i < moved.Length; i++)
        {
            (double dx, double dy) = ((i % image.Width) - centreX, (i / image.Width) - centreY);
            int x = (int)Math.Floor(centreX + (warp.A * dx) + (warp.B * dy) + warp.Right + 0.5);
            int y = (int)Math.Floor(centreY + (warp.C * dx) + (warp.D * dy) + warp.Down + 0.5);
            moved[i] = (uint)x < (uint)image.Width && (uint)y < (uint)image.Height ? image.Mask[(y * image.Width) + x] : image.MaskFill;
        }

        moved.CopyTo(image.Mask);
    }

    private static BoundingBox Box(BoundingBox box, int height, int width, AffineWarp warp)
    {
        if (box.IsEmpty)
        {
            return default;
        }

        (double left, double top, double right, double bottom) = (double.MaxValue, double.MaxValue, double.MinValue, double.MinValue);
        foreach ((float x, float y) in (ReadOnlySpan<(float, float)>)[
            (box.Left, box.Top),
            (box.Right, box.Top),
            (box.Left, box.Bottom),
            (box.Right, box.Bottom)
        ])
        {
            (double toX, double toY) = warp.Forward(x - (width / 2d), y - (height / 2d));
            (left, right) = (Math.Min(left, toX), Math.Max(right, toX));
            (top, bottom) = (Math.Min(top, toY), Math.Max(bottom, toY));
        }

        BoundingBox moved = new(
            (float)Math.Clamp(left + (width / 2d), 0, width), (float)Math.Clamp(top + (height / 2d), 0, height),
            (float)Math.Clamp(right + (width / 2d), 0, width), (float)Math.Clamp(bottom + (height / 2d), 0, height));
        return moved.IsEmpty ? default : moved;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Row(in AugmentedImage image, double fromX, double fromY, double stepX, double stepY, Span<float> row, float? fill)
    {
        ReadOnlySpan<float> values = image.Values;
        int channels = image.Channels;
        int rowLength = image.Width * channels;
        for (int x = 0; x < image.Width; x++)
        {
            float sourceX = (float)(fromX + (x * stepX));
            float sourceY = (float)(fromY + (x * stepY));
            int left = (int)MathF.Floor(sourceX);
            int top = (int)MathF.Floor(sourceY);
            float right = sourceX - left;
            float down = sourceY - top;
            if ((uint)left < (uint)(image.Width - 1) && (uint)top < (uint)(image.Height - 1))
            {
                int at = (top * rowLength) + (left * channels);
                for (int c = 0; c < channels; c++, at++)
                {
                    row[(x * channels) + c] = Blend(values[at], values[at + channels], values[at + rowLength], values[at + rowLength + channels], right, down);
                }
            }
            else
            {
                for (int c = 0; c < channels; c++)
                {
                    row[(x * channels) + c] = Blend(
                        Value(image, top, left, c, fill), Value(image, top, left + 1, c, fill),
                        Value(image, top + 1, left, c, fill), Value(image, top + 1, left + 1, c, fill), right, down);
                }
            }
        }
    }

    private static float Blend(float topLeft, float topRight, float bottomLeft, float bottomRight, float right, float down)
    {
        float above = (topLeft * (1 - right)) + (topRight * right);
        float below = (bottomLeft * (1 - right)) + (bottomRight * right);
        return (above * (1 - down)) + (below * down);
    }

    private static float Value(in AugmentedImage image, int y, int x, int channel, float? fill)
    {
        bool inside = (uint)y < (uint)image.Height && (uint)x < (uint)image.Width;
        if (!inside && fill is { } border)
        {
            return border;
        }

        (y, x) = (Math.Clamp(y, 0, image.Height - 1), Math.Clamp(x, 0, image.Width - 1));
        return image.Values[(((y * image.Width) + x) * image.Channels) + channel];
    }
}
