using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>The operand of operators that slide over images or reduce them.</summary>
internal static class ImageOperand
{
    /// <summary>The first operand as images [image, channel, row, column], or of one row [image, channel, column].</summary>
    public static Value Read(Translation t, OnnxNode node)
    {
        int rank = t.ShapeOf(node.Inputs[0]).Length;
        return rank is 3 or 4 ? t.Read(node.Inputs[0], Translation.DefaultRoles(rank)) : throw new NotExpressibleException("three-dimensional windows");
    }

    /// <summary>Defines the output of a layer over images: channels and sizes as given.</summary>
    public static void Define(Translation t, OnnxNode node, Value x, Layer layer, int channels, IEnumerable<int> sizes) =>
        t.Define(node.Outputs[0], layer, [x.Shape[0], channels, .. sizes], Translation.DefaultRoles(x.Rank));

    /// <summary>The shape of the images that a layer with these sizes gives.</summary>
    public static LayerShape Shape(int channels, IEnumerable<int> sizes)
    {
        int[] both = [.. sizes];
        return new LayerShape(both.Length == 1 ? 1 : both[0], both[^1], channels);
    }
}
