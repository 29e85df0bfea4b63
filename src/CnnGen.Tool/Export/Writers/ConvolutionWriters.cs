using CnnGen.Generator.Ir;
using CnnGen.Generator.Operators.Convolutions;
using CnnGen.Geometry;
using CnnGen.Tool.Onnx.Proto;

namespace CnnGen.Tool.Export.Writers;

/// <summary>Convolutions: ONNX has PyTorch's tensors, and so has the network.</summary>
internal static class ConvolutionWriters
{
    public static readonly LayerWriter Convolution = LayerWriter.Of<Convolution>((layer, convolution) => layer.Output(layer.Node(
        "Conv",
        [layer.Image(layer.Input).Name, .. layer.Parameters()],
        [.. Window(convolution.Vertical, convolution.Horizontal), ModelWriter.Attribute("group", convolution.Groups)])));

    public static readonly LayerWriter Transposed = LayerWriter.Of<TransposedConvolution>((layer, convolution) =>
    {
        // Its axes lead from its output to its input.
        (WindowAxis vertical, WindowAxis horizontal) = (convolution.Vertical, convolution.Horizontal);
        return layer.Output(layer.Node(
            "ConvTranspose",
            [layer.Image(layer.Input).Name, .. layer.Parameters()],
            [
                .. Window(vertical, horizontal),
                ModelWriter.List("output_padding", Surplus(vertical, layer.Input.Shape.Height), Surplus(horizontal, layer.Input.Shape.Width)),
                ModelWriter.Attribute("group", convolution.Groups),
            ]));
    });

    /// <summary>Size, steps, padding and dilation of a window.</summary>
    public static IEnumerable<AttributeProto> Window(WindowAxis vertical, WindowAxis horizontal) =>
    [
        ModelWriter.List("kernel_shape", vertical.F, horizontal.F),
        ModelWriter.List("strides", vertical.S, horizontal.S),
        ModelWriter.List("pads", vertical.Before, horizontal.Before, vertical.After, horizontal.After),
        ModelWriter.List("dilations", vertical.D, horizontal.D),
    ];

    private static int Surplus(WindowAxis axis, int input) => axis.N - (((input - 1) * axis.S) - axis.Before - axis.After + (axis.D * (axis.F - 1)) + 1);
}
