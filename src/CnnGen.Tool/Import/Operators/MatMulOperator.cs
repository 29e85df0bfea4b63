using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>A product with a matrix that is known.</summary>
internal static class MatMulOperator
{
    public static readonly OnnxOperator Definition = new("MatMul", "`Dense`; over the channels of images, a 1×1 `Conv`", Translate);

    private static void Translate(Translation t, OnnxNode node)
    {
        if (!t.IsConstant(node.Inputs[1]))
        {
            throw new NotExpressibleException(t.IsConstant(node.Inputs[0]) ? "a matrix on the left of a product" : "a product of two values");
        }

        OnnxTensor b = t.Constant(node.Inputs[1]);
        Value raw = t.Raw(node.Inputs[0]);
        if (!b.IsReal || b.Rank < 2 || raw.Rank < 2 || raw.Shape[^1] != b.Shape[^2])
        {
            throw b.Rank < 2
                ? new NotExpressibleException("a product with a vector")
                : new OnnxFileException($"{node}: an array [{string.Join(", ", raw.Shape)}] times {b}.");
        }

        string? name = LayerNaming.Of(node, b.Name);
        if (b.Rank > 2 && b.Length != b.Shape[^1] * b.Shape[^2])
        {
            Several(t, node, raw, b);
        }
        else if (raw.Rank == 2)
        {
            OnnxTensor weight = b.Reshaped(b.Shape[^2], b.Shape[^1]).Permuted([1, 0]);
            (Value x, Layer dense) = VectorProduct.Add(t, node.Inputs[0], weight, null, isTransposed: false);
            dense.Name = name;
            t.Define(node.Outputs[0], dense, [x.Layout!.Images, b.Shape[^1]], "NC");
        }
        else
        {
            OverChannels(t, node, raw, b.Reshaped(b.Shape[^2], b.Shape[^1]), name);
        }
    }

    /// <summary>The last axis of an image is its channels: each pixel is multiplied.</summary>
    private static void OverChannels(Translation t, OnnxNode node, Value raw, OnnxTensor b, string? name)
    {
        Value x = raw.Layout is not null ? raw : t.Bring(raw, raw.Rank == 3 ? "NWC" : "NHWC");
        Factor[] last = [.. x.Axis(x.Rank - 1)];
        if (!last.SequenceEqual(x.Layout![Place.Channel]))
        {
            throw new NotExpressibleException("a product along rows or columns of an image");
        }

        (int inputs, int outputs) = (b.Shape[0], b.Shape[1]);
        Layer layer = t.Add("Conv", x.Layer, x.Layout.Shape with { Channels = outputs }, outputs, 1);
        ProductTensors.Set(layer, b.Permuted([1, 0]).Reshaped(outputs, inputs, 1, 1), null);
        layer.Name = name;
        IReadOnlyList<Factor> channels = Factor.Of(outputs);
        Layout layout = new(new Dictionary<Place, IReadOnlyList<Factor>>
        {
            [Place.Image] = [.. x.Layout[Place.Image]],
            [Place.Row] = [.. x.Layout[Place.Row]],
            [Place.Column] = [.. x.Layout[Place.Column]],
            [Place.Channel] = channels,
        });
        t.Define(node.Outputs[0], new Value(layer, [.. x.Axes.SkipLast(1), channels], layout));
    }

    /// <summary>A matrix for each of several arrays, which are beside each other: channels are (matrix, step), rows of the operand are pixels.</summary>
    private static void Several(Translation t, OnnxNode node, Value raw, OnnxTensor b)
    {
        (int steps, int columns) = (b.Shape[^2], b.Shape[^1]);
        if (b.Length / steps / columns != raw.Shape.SkipLast(2).Aggregate(1, (product, size) => product * size))
        {
            throw new NotExpressibleException("products with fewer matrices than arrays");
        }

        string roles = new string('C', raw.Rank - 2) + "WC";
        Value x = t.Bring(raw, roles);
        int matrices = x.Layout!.Shape.Channels / steps;
        Layer layer =
            t.Mix(x.Layer, matrices * columns, (output, input) => output / columns == input / steps ? b.Values[(input * columns) + (output % columns)] : 0f);
        t.Define(node.Outputs[0], layer, [.. raw.Shape[..^1], columns], roles);
    }
}
