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

        return WithChannelsIn(t, value, roles) ?? throw Impossible(value, roles);
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
        Layer layer = t.Mix(value.Layer, from.Shape.Channels, (output, input) => indexOfOld[input] == output ? 1f : 0f);
        return value with { Layer = layer, Layout = to };
    }

    private static NotExpressibleException Impossible(Value value, string roles) => new(
        $"an array [{string.Join(", ", value.Shape)}] whose axes stand as {Translation.RolesOf(value) ?? "parts of several"} would have to be moved to "
        + $"{roles}");
}
