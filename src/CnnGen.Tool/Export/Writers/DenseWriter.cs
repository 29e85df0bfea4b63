using CnnGen.Generator.Ir;
using CnnGen.Generator.Operators.Convolutions;
using CnnGen.Generator.Operators.Shapes;

namespace CnnGen.Tool.Export.Writers;

/// <summary>Dense layers and the flattening before them.</summary>
internal static class DenseWriter
{
    public static readonly LayerWriter Dense = LayerWriter.Of<Dense>((layer, _) =>
        layer.Output(layer.Node("Gemm", [layer.Flat(layer.Input).Name, .. layer.Parameters()], ModelWriter.Attribute("transB", 1)), isFlat: true));

    public static readonly LayerWriter Flatten = LayerWriter.Of<Flatten>((layer, _) =>
        layer.Input.IsFlat ? layer.Input : layer.Output(layer.Node("Flatten", [layer.Input.Name], ModelWriter.Attribute("axis", 1)), isFlat: true));
}
