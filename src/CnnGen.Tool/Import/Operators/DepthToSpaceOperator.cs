using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>Pixels made of channels, and channels made of pixels.</summary>
internal static class DepthToSpaceOperator
{
    public static readonly OnnxOperator Definition = new(
        "DepthToSpace", "`PixelShuffle`", (t, node) => Translate(t, node, "PixelShuffle", node.Text("mode", "DCR") == "DCR"));

    public static readonly OnnxOperator Inverse = new(
        "SpaceToDepth", "`PixelUnshuffle`", (t, node) => Translate(t, node, "PixelUnshuffle", squaresFirst: true));

    private static void Translate(Translation t, OnnxNode node, string kind, bool squaresFirst)
    {
        Value x = t.Read(node.Inputs[0], "NCHW");
        int[] shape = x.Shape;
        int scale = (int)node.Integer("blocksize", 1);
        bool isShuffle = kind == "PixelShuffle";
        if (scale < 1 || (isShuffle ? shape[1] % ((long)scale * scale) != 0 : shape[2] % scale != 0 || shape[3] % scale != 0))
        {
            throw new OnnxFileException($"{node}: blocks of {scale} do not divide [{string.Join(", ", shape)}].");
        }

        int[] changed = isShuffle
            ? [shape[0], shape[1] / (scale * scale), shape[2] * scale, shape[3] * scale]
            : [shape[0], shape[1] * scale * scale, shape[2] / scale, shape[3] / scale];
        Layer layer = t.Add(kind, x.Layer, new LayerShape(changed[2], changed[3], changed[1]), scale);
        t.Define(node.Outputs[0], squaresFirst ? layer.With("SquaresFirst", true) : layer, changed, "NCHW");
    }
}
