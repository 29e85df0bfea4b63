using CnnGen.Generator.Ir;
using CnnGen.Generator.Operators.Pooling;
using CnnGen.Tool.Onnx.Proto;

namespace CnnGen.Tool.Export.Writers;

/// <summary>Pooling. A minimum is the maximum of −x with its sign changed.</summary>
internal static class PoolWriters
{
    public static readonly LayerWriter Max =
        LayerWriter.Of<MaxPool>((layer, pool) => layer.Output(layer.Node("MaxPool", [layer.Image(layer.Input).Name], Window(pool))));

    public static readonly LayerWriter Min = LayerWriter.Of<MinPool>((layer, pool) =>
    {
        string negative = layer.Node("Neg", [layer.Image(layer.Input).Name]);
        return layer.Output(layer.Node("Neg", [layer.Node("MaxPool", [negative], Window(pool))]));
    });

    public static readonly LayerWriter Average = LayerWriter.Of<AveragePool>((layer, pool) => layer.Output(layer.Node(
        "AveragePool",
        [layer.Image(layer.Input).Name],
        [.. Window(pool), ModelWriter.Attribute("count_include_pad", pool.CountPadding ? 1 : 0)])));

    public static readonly LayerWriter GlobalAverage =
        LayerWriter.Of<GlobalAveragePool>((layer, _) => layer.Output(layer.Node("GlobalAveragePool", [layer.Image(layer.Input).Name])));

    private static IEnumerable<AttributeProto> Window(WindowPool pool) =>
    [
        .. ConvolutionWriters.Window(pool.Vertical, pool.Horizontal).SkipLast(1),
        ModelWriter.Attribute("ceil_mode", pool.Vertical.Ceil ? 1 : 0),
    ];
}
