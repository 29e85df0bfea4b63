using CnnGen.Generator.Ir;
using CnnGen.Generator.Operators.Shapes;

namespace CnnGen.Tool.Export.Writers;

/// <summary>What joins several values.</summary>
internal static class JoinWriters
{
    public static readonly LayerWriter Add =
        LayerWriter.Of<Add>((layer, _) => Same(layer, operands => operands.Length == 2 ? layer.Node("Add", operands) : layer.Node("Sum", operands)));

    public static readonly LayerWriter Multiply =
        LayerWriter.Of<Multiply>((layer, _) => Same(layer, operands => operands.Aggregate((a, b) => layer.Node("Mul", [a, b]))));

    public static readonly LayerWriter Subtract =
        LayerWriter.Of<Subtract>((layer, _) => Same(layer, operands => operands.Aggregate((a, b) => layer.Node("Sub", [a, b]))));

    public static readonly LayerWriter Divide =
        LayerWriter.Of<Divide>((layer, _) => Same(layer, operands => operands.Aggregate((a, b) => layer.Node("Div", [a, b]))));

    public static readonly LayerWriter Maximum = LayerWriter.Of<Maximum>((layer, _) => Same(layer, operands => layer.Node("Max", operands)));

    public static readonly LayerWriter Minimum = LayerWriter.Of<Minimum>((layer, _) => Same(layer, operands => layer.Node("Min", operands)));

    public static readonly LayerWriter Concat = LayerWriter.Of<Concat>((layer, concat) => Same(
        layer,
        operands => layer.Node("Concat", operands, ModelWriter.Attribute("axis", RearrangementWriters.Index(concat.Axis))),
        isImage: concat.Axis != Axis.Channels));

    /// <summary>All operands with the same number of axes: flat if all of them are.</summary>
    private static ExportedValue Same(LayerContext layer, Func<string[], string> join, bool isImage = false)
    {
        bool isFlat = !isImage && layer.Inputs.All(input => input.IsFlat);
        return layer.Output(join([.. layer.Inputs.Select(input => isFlat ? input.Name : layer.Image(input).Name)]), isFlat);
    }
}
