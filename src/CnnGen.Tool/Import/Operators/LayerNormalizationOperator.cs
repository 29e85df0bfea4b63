using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>Mean and variance of the axes from one on: those that are channels, or all of an image.</summary>
internal static class LayerNormalizationOperator
{
    public static readonly OnnxOperator Definition = new("LayerNormalization", "`LayerNorm`", Translate);

    private static void Translate(Translation t, OnnxNode node)
    {
        if (node.Outputs.Skip(1).Any(output => output.Length > 0))
        {
            throw new NotExpressibleException("mean and deviation are outputs");
        }

        Value raw = t.Raw(node.Inputs[0]);
        int first = node.Axis(-1, raw.Rank);
        Value x = raw.Layout is not null
            ? raw
            : t.Bring(raw, first == raw.Rank - 1 && raw.Rank > 2 ? "N" + "HW"[^(raw.Rank - 2)..] + "C" : Translation.DefaultRoles(raw.Rank));
        Layout layout = x.Layout!;
        Factor[] normalised = [.. Enumerable.Range(first, x.Rank - first).SelectMany(x.Axis)];
        HashSet<Factor> set = [.. normalised];
        OnnxTensor weight = t.Constant(node.Inputs[1]);
        OnnxTensor bias = t.ConstantOrNull(node, 2) ?? new OnnxTensor(weight.Shape, new float[weight.Length]);
        bool isOverChannels = set.SetEquals(layout[Place.Channel]);
        if (!isOverChannels && !set.SetEquals(layout[Place.Channel].Concat(layout[Place.Row]).Concat(layout[Place.Column])))
        {
            throw new NotExpressibleException("a norm over other axes than the channels, or all of the image");
        }

        Layer layer = t.Add("LayerNorm", x.Layer, layout.Shape);
        int[] order = isOverChannels ? x.ChannelIndices(set.Contains) : ImageOrder(x with { Axes = [.. x.Axes.Skip(first)] });
        if (weight.Length != order.Length || bias.Length != order.Length)
        {
            throw new NotExpressibleException("a weight that is not one for each value of the norm");
        }

        if (!isOverChannels)
        {
            layer.With("Over", new ConstantArgument("NormExtent.Image"));
        }

        NormTensors.Epsilon(layer, node);
        int[] shape = isOverChannels ? [order.Length] : [layout.Shape.Channels, layout.Shape.Height, layout.Shape.Width];
        NormTensors.Set(layer, weight.Take(shape, order), bias.Take(shape, order));
        layer.Name = NormTensors.Name(t, node, weight.Name);
        t.Define(node.Outputs[0], x with { Layer = layer });
    }

    /// <summary>For each value of an image, channel first, its index in the array.</summary>
    private static int[] ImageOrder(Value image)
    {
        Layout layout = image.Layout!;
        Value alone =
            image with
            {
                Layout = new Layout(new[] { Place.Row, Place.Column, Place.Channel }.ToDictionary(
                place => place,
                place => (IReadOnlyList<Factor>)[.. layout[place]]))
            };
        (int height, int width, int channels) = (layout.Shape.Height, layout.Shape.Width, layout.Shape.Channels);
        int[] places = alone.PlacesInMemory();
        int[] order = new int[places.Length];
        for (int i = 0; i < places.Length; i++)
        {
            (int pixel, int channel) = (places[i] / channels, places[i] % channels);
            order[(channel * height * width) + pixel] = i;
        }

        return order;
    }
}
