namespace CnnGen.Tool.Import;

/// <summary>Brings a value to other places in its images, by layers that move values: one way after the other is tried.</summary>
internal static class Relayout
{
    // A matrix of zeros and ones that moves channels has the square of this many elements.
    private const int MostMovedChannels = 2048;

    /// <exception cref="NotExpressibleException">No layer does that.</exception>
    public static Value Bring(Translation t, Value value, string roles)
    {
        if (Translation.Stands(value, roles))
        {
            return value;
        }

        if (IsVectorIn(roles, value))
        {
            value = Flattened(t, value);
            return Translation.Stands(value, roles) ? value : WithChannelsIn(t, value, roles) ?? throw Impossible(value, roles);
        }

        return WithChannelsIn(t, value, roles)
            ?? AsImage(t, value, roles)
            ?? Transposed(t, value, roles)
            ?? Shuffled(t, value, roles)
            ?? throw Impossible(value, roles);
    }

    /// <summary>All of an image in its channels, channel first.</summary>
    public static Value Flattened(Translation t, Value value)
    {
        Layout from = value.Layout!;
        if (from.Shape.IsVector)
        {
            return value;
        }

        Layer layer = t.Add("Flatten", value.Layer, new LayerShape(1, 1, from.Shape.Height * from.Shape.Width * from.Shape.Channels));
        return value with
        {
            Layer = layer,
            Layout = new Layout(new Dictionary<Place, IReadOnlyList<Factor>>
            {
                [Place.Image] = [.. from[Place.Image]],
                [Place.Channel] = [.. from[Place.Channel], .. from[Place.Row], .. from[Place.Column]],
            }),
        };
    }

    /// <summary>Whether everything but the images is wanted as channels, and those are where they should be.</summary>
    private static bool IsVectorIn(string roles, Value value) =>
        !value.Layout!.Shape.IsVector
        && !Translation.FactorsOf(value.Axes, roles, Place.Row).Concat(Translation.FactorsOf(value.Axes, roles, Place.Column)).Any()
        && Translation.FactorsOf(value.Axes, roles, Place.Image).SequenceEqual(value.Layout[Place.Image]);

    /// <summary>The same pixels with their channels in another order, or null if pixels would have to move.</summary>
    private static Value? WithChannelsIn(Translation t, Value value, string roles)
    {
        Layout from = value.Layout!;
        Factor[] wanted = [.. Translation.FactorsOf(value.Axes, roles, Place.Channel)];
        bool sameElsewhere =
            new[] { Place.Image, Place.Row, Place.Column }.All(place => Translation.FactorsOf(value.Axes, roles, place).SequenceEqual(from[place]));
        if (!sameElsewhere || !wanted.ToHashSet().SetEquals(from[Place.Channel]) || from.Shape.Channels > MostMovedChannels)
        {
            return null;
        }

        Layout to = new(new Dictionary<Place, IReadOnlyList<Factor>>
        {
            [Place.Image] = [.. from[Place.Image]],
            [Place.Row] = [.. from[Place.Row]],
            [Place.Column] = [.. from[Place.Column]],
            [Place.Channel] = wanted,
        });

        // The old channel of each index that the new order counts.
        int[] indexOfOld = new Value(value.Layer, [wanted], from).ChannelIndices(_ => true);
        Layer layer = Groups(indexOfOld) is { } groups
            ? t.Add("ChannelShuffle", value.Layer, from.Shape, groups)
            : t.Mix(value.Layer, from.Shape.Channels, (output, input) => indexOfOld[input] == output ? 1f : 0f);
        return value with { Layer = layer, Layout = to };
    }

    /// <summary>The groups of a channel shuffle that moves channels so, or null.</summary>
    private static int? Groups(int[] indexOfOld)
    {
        int channels = indexOfOld.Length;
        for (int groups = 2; groups < channels; groups++)
        {
            int length = channels / groups;
            if (channels % groups == 0 && indexOfOld.Select((to, from) => to == (from % length * groups) + (from / length)).All(same => same))
            {
                return groups;
            }
        }

        return null;
    }

    /// <summary>A vector that counts channel by channel, as the image; null for anything else.</summary>
    private static Value? AsImage(Translation t, Value value, string roles)
    {
        Layout to = Wanted(value, roles);
        return value.Layout!.Shape.IsVector && value.Layout[Place.Image].SequenceEqual(to[Place.Image])
            && value.Layout[Place.Channel].SequenceEqual([.. to[Place.Channel], .. to[Place.Row], .. to[Place.Column]])
            ? value with { Layer = t.Add("Reshape", value.Layer, to.Shape, to.Shape.Height, to.Shape.Width, to.Shape.Channels), Layout = to }
            : null;
    }

    /// <summary>Two axes of the image in each other's place; null where they are not wanted so.</summary>
    private static Value? Transposed(Translation t, Value value, string roles)
    {
        (Layout from, Layout to) = (value.Layout!, Wanted(value, roles));
        foreach ((Place first, Place second) in new[] { (Place.Row, Place.Column), (Place.Row, Place.Channel), (Place.Column, Place.Channel) })
        {
            Place Swapped(Place place) => place == first ? second : place == second ? first : place;
            if (Enum.GetValues<Place>().All(place => to[place].SequenceEqual(from[Swapped(place)])))
            {
                return value with
                {
                    Layer = t.Add("Transpose", value.Layer, to.Shape, ImageAxes.Of(Translation.Letter(first)), ImageAxes.Of(Translation.Letter(second))),
                    Layout = to,
                };
            }
        }

        return null;
    }

    /// <summary>
    /// The two innermost or outermost factors of the channels as rows and columns within each pixel, or the other way round; null where that is not wanted.
    /// </summary>
    private static Value? Shuffled(Translation t, Value value, string roles)
    {
        (Layout from, Layout to) = (value.Layout!, Wanted(value, roles));
        bool isShuffle = to.Shape.Channels < from.Shape.Channels;
        (Layout pixels, Layout channels) = isShuffle ? (to, from) : (from, to);
        Factor[] rows = [.. pixels[Place.Row]];
        Factor[] columns = [.. pixels[Place.Column]];
        if (rows is not [.. var outerRows, var row] || columns is not [.. var outerColumns, var column] || row.Size != column.Size
            || !outerRows.SequenceEqual(channels[Place.Row])
            || !outerColumns.SequenceEqual(channels[Place.Column])
            || !from[Place.Image].SequenceEqual(to[Place.Image]))
        {
            return null;
        }

        bool squaresFirst = channels[Place.Channel].SequenceEqual([row, column, .. pixels[Place.Channel]]);
        if (!squaresFirst && !channels[Place.Channel].SequenceEqual([.. pixels[Place.Channel], row, column]))
        {
            return null;
        }

        Layer layer = t.Add(isShuffle ? "PixelShuffle" : "PixelUnshuffle", value.Layer, to.Shape, row.Size);
        return value with { Layer = squaresFirst ? layer.With("SquaresFirst", true) : layer, Layout = to };
    }

    private static Layout Wanted(Value value, string roles) => new(Enum.GetValues<Place>().ToDictionary(
        place => place, place => (IReadOnlyList<Factor>)[.. Translation.FactorsOf(value.Axes, roles, place)]));

    private static NotExpressibleException Impossible(Value value, string roles) => new(
        $"an array [{string.Join(", ", value.Shape)}] whose axes stand as {Translation.RolesOf(value) ?? "parts of several"} would have to be moved to "
        + $"{roles}");
}
