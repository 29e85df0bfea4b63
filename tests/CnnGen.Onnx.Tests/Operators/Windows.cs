using CnnGen.Onnx.Tests.Suite;
using CnnGen.Onnx.Tests.Translation;

namespace CnnGen.Onnx.Tests.Operators;

/// <summary>Convolution and pooling. One-dimensional windows slide over images of one row.</summary>
internal static class Windows
{
    public static void Conv(Translator t, OnnxNode node)
    {
        OnnxTensor weights = t.Constant(node.Proto.Input[1]);
        Value x = Image(t, node);
        OnnxWindow window = OnnxWindow.Read(node, x.Shape, weights.Shape[2..]);
        string groups = $"Groups = {Translator.Number(node.Integer("group", 1))}";
        List<string> arguments = [Translator.Number(weights.Shape[0]), .. window.Sizes, .. window.Steps, .. window.Paddings, .. window.Dilations, groups];

        string label = node.HasInput(2)
            ? t.Trainable("Conv", x.Label, arguments, ("weight", weights.Values), ("bias", t.Constant(node.Proto.Input[2]).Values))
            : t.Trainable("Conv", x.Label, arguments.Append("Bias = false"), ("weight", weights.Values));
        t.Define(node.Proto.Output[0], x with { Label = label, Shape = [x.Shape[0], weights.Shape[0], .. window.OutputSizes] });
    }

    public static void MaxPool(Translator t, OnnxNode node) => Pool(t, node, "MaxPool");

    public static void AveragePool(Translator t, OnnxNode node) =>
        Pool(t, node, "AveragePool", node.Integer("count_include_pad", 0) == 1 ? ["CountPadding = true"] : []);

    public static Action<Translator, OnnxNode> OverAllPixels(string layer) => (t, node) =>
    {
        Value x = Image(t, node);
        t.Define(node.Proto.Output[0], x with { Label = t.Layer(layer, x.Label), Shape = [.. x.Shape.Select((size, axis) => axis < 2 ? size : 1)] });
    };

    /// <summary>The axes that are averaged are rows, the others channels.</summary>
    public static void ReduceMean(Translator t, OnnxNode node)
    {
        int[] shape = t.ShapeOf(node.Proto.Input[0]);
        int[] axes = [.. (node.Integers("axes") ?? [.. Enumerable.Range(0, shape.Length)]).Select(axis => axis < 0 ? axis + shape.Length : axis)];
        string placement = string.Concat(shape.Select((_, axis) => axes.Contains(axis) ? 'H' : 'C'));
        Value x = t.Read(node.Proto.Input[0], placement);
        int[] reduced = [.. shape.Select((size, axis) => axes.Contains(axis) ? 1 : size)];
        Value mean = new(t.Layer("GlobalAveragePool", x.Label), reduced, placement);
        int[] kept = [.. Enumerable.Range(0, shape.Length).Where(axis => !axes.Contains(axis))];
        t.Define(node.Proto.Output[0], node.Integer("keepdims", 1) == 1
            ? mean
            : mean with { Shape = [.. kept.Select(axis => shape[axis])], Placement = new string('C', kept.Length) });
    }

    private static void Pool(Translator t, OnnxNode node, string kind, params IEnumerable<string> properties)
    {
        Value x = Image(t, node);
        OnnxWindow window = OnnxWindow.Read(node, x.Shape, node.Integers("kernel_shape")!);
        if (window.Dilations.Any())
        {
            throw new NotExpressibleException("pooling with dilation");
        }

        string[] rounding = window.RoundsUp ? ["CeilMode = true"] : [];
        string label = t.Layer(kind, x.Label, [.. window.Sizes, .. window.Steps, .. window.Paddings, .. rounding, .. properties]);
        t.Define(node.Proto.Output[0], x with { Label = label, Shape = [.. x.Shape[..2], .. window.OutputSizes] });
    }

    private static Value Image(Translator t, OnnxNode node)
    {
        int rank = t.ShapeOf(node.Proto.Input[0]).Length;
        return rank is 3 or 4 ? t.Read(node.Proto.Input[0], Placements.Default(rank)) : throw new NotExpressibleException("three-dimensional windows");
    }
}
