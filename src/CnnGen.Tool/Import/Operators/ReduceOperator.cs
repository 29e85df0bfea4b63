using CnnGen.Tool.Import.Constants;
using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>The mean or the sum over axes of an image.</summary>
internal static class ReduceOperator
{
    public static readonly OnnxOperator Mean = new("ReduceMean", "`GlobalAveragePool`; over other axes `Mean`", (t, node) => Translate(t, node, "Mean"));

    public static readonly OnnxOperator Sum = new("ReduceSum", "`Sum`", (t, node) => Translate(t, node, "Sum"));

    private static void Translate(Translation t, OnnxNode node, string kind)
    {
        Value raw = t.Raw(node.Inputs[0]);
        int[] shape = raw.Shape;
        int[] axes = TargetShape.ReducedAxes(node, raw.Rank, t.ConstantOrNull(node, 1));
        if (axes.All(axis => shape[axis] == 1))
        {
            t.Define(node.Outputs[0], Reshaping.Reshape(t, t.Any(node.Inputs[0]), Reduced(node, shape, axes)));
            return;
        }

        // The axes of an input that are reduced are rows, unless it looks like an image.
        bool isImage = raw.Rank == 4 && !t.Options.AllowsSeveralImages && !axes.Contains(0);
        Value x = raw.Layout is not null ? raw
            : isImage ? t.Bring(raw, axes is [1, 2] ? "NHWC" : "NCHW")
            : t.Bring(raw, string.Concat(shape.Select((_, axis) => axes.Contains(axis) ? 'H' : 'C')));
        Factor[] reduced = [.. axes.SelectMany(x.Axis)];
        Place[] places = [.. new[] { Place.Row, Place.Column, Place.Channel }.Where(place => x.Layout![place].Any() && x.Layout[place].All(reduced.Contains))];
        if (!reduced.ToHashSet().SetEquals(places.SelectMany(place => x.Layout![place])))
        {
            throw new NotExpressibleException($"a {kind.ToLowerInvariant()} over a part of the rows, columns or channels");
        }

        Layer layer = x.Layer;
        bool isOverPixels = kind == "Mean" && places.Any(place => place != Place.Channel)
            && new[] { Place.Row, Place.Column }.All(place => !x.Layout![place].Any() || places.Contains(place));
        if (isOverPixels)
        {
            layer = t.Add("GlobalAveragePool", layer, new LayerShape(1, 1, x.Layout!.Shape.Channels));
        }

        Dictionary<Place, IReadOnlyList<Factor>> left =
            Enum.GetValues<Place>().ToDictionary(place => place, place => (IReadOnlyList<Factor>)[.. x.Layout![place]]);
        foreach (Place place in places)
        {
            left[place] = [];
            if (place == Place.Channel || !isOverPixels)
            {
                layer = t.Add(kind, layer, new Layout(left).Shape, ImageAxes.Of(Translation.Letter(place)));
            }
        }

        IReadOnlyList<IReadOnlyList<Factor>> kept = [.. x.Axes
            .Select((axis, i) => axes.Contains(i) ? [] : axis)
            .Where((_, i) => node.Integer("keepdims", 1) == 1 || !axes.Contains(i))];
        t.Define(node.Outputs[0], new Value(layer, kept, new Layout(left)));
    }

    private static int[] Reduced(OnnxNode node, int[] shape, int[] axes) => node.Integer("keepdims", 1) == 1
        ? shape
        : [.. shape.Where((_, axis) => !axes.Contains(axis))];
}
