using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>A dense layer over an array of two axes. Its weights follow the order in which the vector stands in memory, so that no value is moved.</summary>
internal static class VectorProduct
{
    /// <param name="t">The translation.</param>
    /// <param name="input">The array [image, in].</param>
    /// <param name="weight">[out, in].</param>
    /// <param name="bias">[out], or null.</param>
    /// <param name="isTransposed">Whether the array is [in, image].</param>
    public static (Value Input, Layer Layer) Add(Translation t, string input, OnnxTensor weight, OnnxTensor? bias, bool isTransposed)
    {
        Value raw = t.Raw(input);
        if (raw.Rank != 2 || raw.Shape[isTransposed ? 0 : 1] != weight.Shape[1])
        {
            throw new OnnxFileException($"{t.Node}: an array [{string.Join(", ", raw.Shape)}] times a matrix {weight}.");
        }

        int axis = isTransposed ? 0 : 1;
        Value x = raw.Layout is null ? t.Bring(raw, isTransposed ? "CN" : "NC") : Relayout.Flattened(t, raw);
        Factor[] inputs = [.. x.Axis(axis)];
        if (!inputs.ToHashSet().SetEquals(x.Layout![Place.Channel]) || !x.Axis(1 - axis).SequenceEqual(x.Layout[Place.Image]))
        {
            throw new NotExpressibleException("a product along rows or columns of an image");
        }

        int[] order = x.ChannelIndices(inputs.Contains);
        bool isOrdered = order.Select((index, i) => index == i).All(same => same);
        OnnxTensor permuted = isOrdered
            ? weight
            : weight.Take(weight.Shape, [.. Enumerable.Range(0, weight.Length).Select(i => (i / order.Length * order.Length) + order[i % order.Length])]);
        Layer layer = t.Add("Dense", x.Layer, new LayerShape(1, 1, weight.Shape[0]), weight.Shape[0]);
        ProductTensors.Set(layer, permuted, bias);
        return (x, layer);
    }
}
