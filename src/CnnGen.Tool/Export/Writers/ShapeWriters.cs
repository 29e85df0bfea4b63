using CnnGen.Generator.Ir;
using CnnGen.Generator.Operators.Shapes;
using Coordinates = CnnGen.Generator.Operators.Shapes.ResizeCoordinates;
using Rounding = CnnGen.Generator.Operators.Shapes.ResizeRounding;

namespace CnnGen.Tool.Export.Writers;

/// <summary>What changes the size of an image.</summary>
internal static class ShapeWriters
{
    public static readonly LayerWriter ZeroPad = LayerWriter.Of<ZeroPad>((layer, pad) => layer.Output(layer.Node(
        "Pad",
        [
            layer.Image(layer.Input).Name,
            layer.Model.Integers(layer.Layer.Name + "_sizes", 0, pad.ChannelsBefore, pad.Top, pad.Left, 0, pad.ChannelsAfter, pad.Bottom, pad.Right),
            .. pad.Value == 0f ? (string[])[] : [layer.Model.Real(layer.Layer.Name + "_value", pad.Value)],
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

    public static readonly LayerWriter MirrorPad = LayerWriter.Of<MirrorPad>((layer, pad) => layer.Output(layer.Node(
        "Pad",
        [
            layer.Image(layer.Input).Name,
            layer.Model.Integers(layer.Layer.Name + "_sizes", 0, 0, pad.Rows.Before, pad.Columns.Before, 0, 0, pad.Rows.After, pad.Columns.After)
        ],
        ModelWriter.Attribute("mode", pad.Rows.IsReflected ? "reflect" : "edge"))));

    /// <summary>Sizes, or scales where these were given for both axes.</summary>
    public static readonly LayerWriter Resize = LayerWriter.Of<Resize>((layer, resize) =>
    {
        (ResizeAxis rows, ResizeAxis columns) = (resize.Rows, resize.Columns);
        string scales = "";
        string sizes = "";
        if (rows.GivenScale > 0 || columns.GivenScale > 0)
        {
            scales = layer.Model.Reals(layer.Layer.Name + "_scales", [4], [1, 1, Scale(layer, rows), Scale(layer, columns)]);
        }
        else
        {
            sizes = layer.Model.Integers(layer.Layer.Name + "_sizes", 1, layer.Layer.Shape.Channels, rows.OutputSize, columns.OutputSize);
        }

        return layer.Output(layer.Node(
            "Resize",
            [layer.Image(layer.Input).Name, "", scales, .. sizes.Length > 0 ? (string[])[sizes] : []],
            ModelWriter.Attribute("mode", rows.Rule.Mode.ToString().ToLowerInvariant()),
            ModelWriter.Attribute("coordinate_transformation_mode", rows.Rule.Coordinates switch
            {
                Coordinates.HalfPixel => "half_pixel",
                Coordinates.PyTorchHalfPixel => "pytorch_half_pixel",
                Coordinates.AlignCorners => "align_corners",
                Coordinates.Asymmetric => "asymmetric",
                _ => "tf_half_pixel_for_nn",
            }),
            ModelWriter.Attribute("nearest_mode", rows.Rule.Rounding switch
            {
                Rounding.PreferFloor => "round_prefer_floor",
                Rounding.PreferCeil => "round_prefer_ceil",
                Rounding.Floor => "floor",
                _ => "ceil",
            }),
            ModelWriter.Attribute("cubic_coeff_a", rows.Rule.CubicCoefficient),
            ModelWriter.Attribute("exclude_outside", rows.Rule.ExcludeOutside ? 1 : 0)));
    });

    /// <summary>ONNX rounds the size down that a scale gives.</summary>
    private static float Scale(LayerContext layer, ResizeAxis axis)
    {
        float scale = axis.GivenScale > 0 ? axis.GivenScale : (float)axis.OutputSize / axis.N;
        return (int)Math.Floor((double)axis.N * scale) == axis.OutputSize ? scale
            : throw new NotExportableException(
                $"{layer.Layer.Name}: ONNX makes {Math.Floor((double)axis.N * scale)} of {axis.N} by the scale {scale}, not {axis.OutputSize}.");
    }
}
