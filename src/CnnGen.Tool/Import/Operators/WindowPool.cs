using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>A window that slides over each channel by itself.</summary>
internal static class WindowPool
{
    public static Layer Translate(Translation t, OnnxNode node, string kind)
    {
        Value x = ImageOperand.Read(t, node);
        int[] kernel = node.Integers("kernel_shape") ?? throw new OnnxFileException($"{node} has no window.");
        WindowArguments window = WindowArguments.Read(node, x.Shape[2..], kernel);
        if (window.IsDilated)
        {
            throw new NotExpressibleException("pooling with dilation");
        }

        int channels = x.Shape[1];
        LayerShape shape = ImageOperand.Shape(channels, window.OutputSizes);
        Layer layer = window.IsWholeImage
            ? t.Add("Global" + kind, x.Layer, shape)
            : window.WriteTo(t.Add(kind, x.Layer, shape, window.Sizes), strideIsSize: true);
        if (window.RoundsUp && !window.IsWholeImage)
        {
            layer.With("CeilMode", true);
        }

        ImageOperand.Define(t, node, x, layer, channels, window.OutputSizes);
        return layer;
    }
}
