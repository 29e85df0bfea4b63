using CnnGen.Generator.Ir;

namespace CnnGen.Tool.Export;

/// <summary>How a layer is written in ONNX.</summary>
/// <param name="Operator">The layer's operator.</param>
/// <param name="Write">Appends its nodes; gives its output.</param>
internal sealed record LayerWriter(Type Operator, Func<LayerContext, ExportedValue> Write)
{
    public static LayerWriter Of<TOperator>(Func<LayerContext, TOperator, ExportedValue> write)
        where TOperator : Operator => new(typeof(TOperator), layer => write(layer, (TOperator)layer.Layer.Operator));
}
