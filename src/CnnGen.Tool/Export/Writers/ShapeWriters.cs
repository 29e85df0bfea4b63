using CnnGen.Generator.Ir;
using CnnGen.Generator.Operators.Shapes;

namespace CnnGen.Tool.Export.Writers;

/// <summary>What changes the size of an image.</summary>
internal static class ShapeWriters
{
    public static readonly LayerWriter ZeroPad = LayerWriter.Of<ZeroPad>((layer, pad) => layer.Output(layer.Node(
        "Pad",
        [
            layer.Image(layer.Input).Name,
            layer.Model.Integers(layer.Layer.Name + "_sizes", 0, pad.ChannelsBefore, pad.Top, pad.Left, 0, pad.ChannelsAfter, pad.Bottom, pad.Right),
        ],
        ModelWriter.Attribute("mode", "constant"))));

    public static readonly LayerWriter Upsample = LayerWriter.Of<Upsample>((layer, upsample) =>
    {
        bool isNearest = upsample.Vertical.Kind == UpsampleKind.Nearest;
        bool isHalfPixel = upsample.Vertical.Kind == UpsampleKind.LinearHalfPixel;
        string scales = layer.Model.Reals(layer.Layer.Name + "_scales", [4], [1, 1, upsample.Vertical.Scale, upsample.Horizontal.Scale]);
        return layer.Output(layer.Node(
            "Resize",
            [layer.Image(layer.Input).Name, "", scales],
            ModelWriter.Attribute("mode", isNearest ? "nearest" : "linear"),
            ModelWriter.Attribute("coordinate_transformation_mode", isHalfPixel ? "half_pixel" : "asymmetric"),
            ModelWriter.Attribute("nearest_mode", "floor")));
    });
}
