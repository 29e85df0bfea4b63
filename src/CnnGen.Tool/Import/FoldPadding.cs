namespace CnnGen.Tool.Import;

/// <summary>Exporters write padding as a layer of its own: before a convolution, and before an average that counts it, it is a property.</summary>
internal static class FoldPadding
{
    private static readonly string[] s_sides = ["Top", "Bottom", "Left", "Right"];

    public static void Run(List<Layer> layers)
    {
        foreach (Layer pad in layers.Where(layer => layer.Kind == "ZeroPad").ToArray())
        {
            Layer[] readers = [.. layers.Where(layer => layer.Inputs.Contains(pad))];
            if (readers.Length > 0 && pad["ChannelsBefore"] is null && readers.All(reader => TakesZeros(reader, pad)))
            {
                foreach (Layer reader in readers)
                {
                    Fold(pad, reader);
                }

                layers.Remove(pad);
            }
        }
    }

    private static bool TakesZeros(Layer layer, Layer pad) => layer.Kind switch
    {
        "Conv" => true,

        // In pooling, padding is smaller than the window, and only padding of its own can be left out of a mean.
        "AveragePool" => layer["CeilMode"] is null
            && (layer["CountPadding"] is FlagArgument { Value: true } || !layer.Named.Exists(pair => pair.Name.StartsWith("Padding", StringComparison.Ordinal)))
            && Sides(pad, layer).Max() < layer.Positional.Cast<WholeArgument>().Min(size => size.Value),
        _ => false,
    };

    private static void Fold(Layer pad, Layer reader)
    {
        int[] sides = Sides(pad, reader);
        int at = reader.Named.FindIndex(pair => pair.Name.StartsWith("Padding", StringComparison.Ordinal));
        reader.Named.RemoveAll(pair => pair.Name.StartsWith("Padding", StringComparison.Ordinal));
        Layer padding = new("", [], default);
        Operators.WindowArguments.Pad(
            padding,
            Operators.WindowArgument.One with { Before = sides[0], After = sides[1] },
            Operators.WindowArgument.One with { Before = sides[2], After = sides[3] });
        int stride = reader.Named.FindLastIndex(pair => pair.Name.StartsWith("Stride", StringComparison.Ordinal));
        reader.Named.InsertRange(at >= 0 ? at : stride + 1, padding.Named);
        if (reader.Kind == "AveragePool" && padding.Named.Count > 0)
        {
            reader.With("CountPadding", true);
        }

        reader.Inputs = pad.Inputs;
    }

    /// <summary>Top, bottom, left and right of both together.</summary>
    private static int[] Sides(Layer pad, Layer reader)
    {
        int[] outer = [.. pad.Positional.Cast<WholeArgument>().Select(side => side.Value)];
        outer = outer.Length == 1 ? [outer[0], outer[0], outer[0], outer[0]] : outer;
        return [.. s_sides.Select((side, i) => outer[i] + Own(reader, side, i < 2 ? "Height" : "Width"))];
    }

    private static int Own(Layer layer, string side, string axis) =>
        ((layer["Padding" + side] ?? layer["Padding" + axis] ?? layer["Padding"]) as WholeArgument)?.Value ?? 0;
}
