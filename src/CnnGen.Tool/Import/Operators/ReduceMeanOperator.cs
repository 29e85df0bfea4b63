using CnnGen.Tool.Import.Constants;
using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>The mean over rows and columns.</summary>
internal static class ReduceMeanOperator
{
    public static readonly OnnxOperator Definition = new("ReduceMean", "`GlobalAveragePool`", Translate);

    private static void Translate(Translation t, OnnxNode node)
    {
        Value raw = t.Raw(node.Inputs[0]);
        int[] shape = raw.Shape;
        int[] axes = TargetShape.ReducedAxes(node, raw.Rank, t.ConstantOrNull(node, 1));
        if (axes.All(axis => shape[axis] == 1))
        {
            t.Define(node.Outputs[0], Reshaping.Reshape(t, t.Any(node.Inputs[0]), Reduced(node, shape, axes)));
            return;
        }

        // The axes that are averaged are rows, unless a layer has said otherwise; the others are channels.
        bool areImageAxes = raw.Layout is null ? axes is [2, 3] or [1, 2] && raw.Rank == 4 && !t.Options.AllowsSeveralImages : true;
        string roles = string.Concat(shape.Select((_, axis) => axes.Contains(axis) ? 'H' : 'C'));
        Value x = raw.Layout is null && areImageAxes ? t.Bring(raw, axes is [2, 3] ? "NCHW" : "NHWC") : raw.Layout is null ? t.Bring(raw, roles) : raw;
        Layout layout = x.Layout!;
        Factor[] averaged = [.. axes.SelectMany(x.Axis)];
        if (!averaged.ToHashSet().SetEquals(layout[Place.Row].Concat(layout[Place.Column])))
        {
            throw new NotExpressibleException("a mean over other axes than all rows and columns");
        }

        Layer mean = t.Add("GlobalAveragePool", x.Layer, new LayerShape(1, 1, layout.Shape.Channels));
        IReadOnlyList<IReadOnlyList<Factor>> kept = [.. x.Axes
            .Select((axis, i) => axes.Contains(i) ? [] : axis)
            .Where((_, i) => node.Integer("keepdims", 1) == 1 || !axes.Contains(i))];
        Layout channels =
            new(new Dictionary<Place, IReadOnlyList<Factor>> { [Place.Image] = [.. layout[Place.Image]], [Place.Channel] = [.. layout[Place.Channel]] });
        t.Define(node.Outputs[0], new Value(mean, kept, channels));
    }

    private static int[] Reduced(OnnxNode node, int[] shape, int[] axes) => node.Integer("keepdims", 1) == 1
        ? shape
        : [.. shape.Where((_, axis) => !axes.Contains(axis))];
}
