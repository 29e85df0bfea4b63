namespace CnnGen.Imaging;

/// <summary>Maps of numbers as pictures: what a layer gives at each position, or how much each part of a picture counts.</summary>
public static class HeatMap
{
    /// <summary>A map from dark violet, its least value, to yellow, its largest.</summary>
    /// <param name="values">[row, column].</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    public static Image Of(ReadOnlySpan<float> values, int height, int width)
    {
        RequireLength(values.Length, height, width, 1);
        Image image = new(height, width, 3);
        (float least, float most) = Range(values);
        float range = most > least ? most - least : 1;
        for (int i = 0; i < values.Length; i++)
        {
            ColorScale.Sequential((values[i] - least) / range, image.Pixels.AsSpan(3 * i, 3));
        }

        return image;
    }

    /// <summary>A picture, grey, under a map that is brought to its size.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="values">The map, [row, column]. What is below 0 counts as 0.</param>
    /// <param name="height">Rows of the map.</param>
    /// <param name="width">Columns of the map.</param>
    /// <param name="opacity">How much of the colour is the map's where it is largest, from 0 to 1.</param>
    public static Image Overlay(Image picture, ReadOnlySpan<float> values, int height, int width, float opacity = 0.65f)
    {
        RequireLength(values.Length, height, width, 1);
        float most = Math.Max(0, Range(values).Most);
        Image levels = new(height, width, 1);
        for (int i = 0; i < values.Length; i++)
        {
            levels.Pixels[i] = most > 0 ? (byte)(255 * Math.Max(0, values[i]) / most) : (byte)0;
        }

        Image large = levels.Resize(picture.Height, picture.Width, ResizeFilter.Bicubic);
        Image result = picture.WithChannels(1).WithChannels(3);
        Span<byte> color = stackalloc byte[3];
        for (int i = 0; i < large.Pixels.Length; i++)
        {
            float level = large.Pixels[i] / 255f;
            ColorScale.Sequential(level, color);
            Span<byte> pixel = result.Pixels.AsSpan(3 * i, 3);
            for (int channel = 0; channel < 3; channel++)
            {
                pixel[channel] = (byte)(pixel[channel] + (opacity * (0.3f + (0.7f * level)) * (color[channel] - pixel[channel])));
            }
        }

        return result;
    }

    /// <summary>
    /// The feature maps of a layer side by side, each from its own least to its own largest value; one without a difference is all violet (a dead one).
    /// </summary>
    /// <param name="features">What a layer gave for one image, [row, column, channel].</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="scale">Pixels that a value becomes, in each direction.</param>
    public static Image Features(ReadOnlySpan<float> features, int height, int width, int channels, int scale = 1)
    {
        RequireLength(features.Length, height, width, channels);
        var maps = new Image[channels];
        float[] map = new float[height * width];
        for (int channel = 0; channel < channels; channel++)
        {
            for (int i = 0; i < map.Length; i++)
            {
                map[i] = features[(i * channels) + channel];
            }

            maps[channel] = Of(map, height, width).Resize(height * scale, width * scale, ResizeFilter.Nearest);
        }

        return ImageSheet.Of(maps);
    }

    /// <summary>The feature maps of a layer, as above, of a network that can be looked into.</summary>
    /// <param name="inspection">What happened in the network for one image.</param>
    /// <param name="layer">The layer's name.</param>
    /// <param name="scale">Pixels that a value becomes, in each direction.</param>
    /// <exception cref="ArgumentException">No layer is called so.</exception>
    public static Image Features(Inspection inspection, string layer, int scale = 1)
    {
        NetworkValue value = inspection[layer];
        return Features(inspection.Value(layer), value.Height, value.Width, value.Channels, scale);
    }

    /// <summary>
    /// The filters of a convolution side by side: in colour where they read three channels, otherwise one map for each input channel, a row a filter; blue is
    /// negative, red positive.
    /// </summary>
    /// <param name="weights">The network's weights.</param>
    /// <param name="tensor">Name of a tensor of four axes: <c>conv1.weight</c>.</param>
    /// <param name="scale">Pixels that a weight becomes, in each direction.</param>
    /// <exception cref="ArgumentException">There is no such tensor, or it is no convolution's.</exception>
    public static Image Filters(NetworkWeights weights, string tensor, int scale = 8)
    {
        ParameterTensor found = weights.Info.Parameters.FirstOrDefault(candidate => candidate.Name == tensor)
            ?? throw new ArgumentException(
                $"{weights.Info.Name} has no tensor \"{tensor}\"; it has {string.Join(", ", weights.Info.Parameters.Select(p => p.Name))}.",
                nameof(tensor));
        if (found.Shape.Count != 4)
        {
            throw new ArgumentException($"{tensor} has the shape [{string.Join(", ", found.Shape)}]; filters have four axes.", nameof(tensor));
        }

        (int filters, int channels, int size) = (found.Shape[0], found.Shape[1], found.Shape[2] * found.Shape[3]);
        ReadOnlySpan<float> values = weights[found];
        bool inColor = channels == 3;
        List<Image> maps = [];
        for (int filter = 0; filter < filters; filter++)
        {
            ReadOnlySpan<float> own = values.Slice(filter * channels * size, channels * size);
            (float least, float most) = Range(own);
            float largest = Math.Max(Math.Max(-least, most), float.Epsilon);
            for (int channel = 0; channel < (inColor ? 1 : channels); channel++)
            {
                Image map = new(found.Shape[2], found.Shape[3], 3);
                for (int i = 0; i < size; i++)
                {
                    Span<byte> pixel = map.Pixels.AsSpan(3 * i, 3);
                    if (inColor)
                    {
                        for (int c = 0; c < 3; c++)
                        {
                            pixel[c] = (byte)MathF.Round(127.5f + (127.5f * own[(c * size) + i] / largest));
                        }
                    }
                    else
                    {
                        ColorScale.Diverging(own[(channel * size) + i] / largest, pixel);
                    }
                }

                maps.Add(map.Resize(map.Height * scale, map.Width * scale, ResizeFilter.Nearest));
            }
        }

        return ImageSheet.Of(maps, inColor ? null : channels);
    }

    private static (float Least, float Most) Range(ReadOnlySpan<float> values)
    {
        (float least, float most) = (float.MaxValue, float.MinValue);
        foreach (float value in values)
        {
            (least, most) = (Math.Min(least, value), Math.Max(most, value));
        }

        return (least, most);
    }

    private static void RequireLength(int length, int height, int width, int channels)
    {
        if (height < 1 || width < 1 || channels < 1 || (long)height * width * channels != length)
        {
            throw new ArgumentException($"{length} values are not those of {height} × {width} × {channels}.");
        }
    }
}
