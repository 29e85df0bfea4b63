using CnnGen.Generator.Ir;
using CnnGen.Generator.Operators.Normalization;

namespace CnnGen.Tool.Export.Writers;

/// <summary>Normalisation, and dropout, which does nothing in inference.</summary>
internal static class NormWriters
{
    public static readonly LayerWriter Batch = LayerWriter.Of<BatchNorm>((layer, norm) => layer.Input with
    {
        Name = layer.Node(
            "BatchNormalization",
            [layer.Input.Name, .. layer.Parameters()],
            ModelWriter.Attribute("epsilon", norm.Epsilon),
            ModelWriter.Attribute("momentum", 1f - norm.Momentum)),
    });

    public static readonly LayerWriter LocalResponse = LayerWriter.Of<LocalResponseNorm>((layer, norm) => layer.Output(layer.Node(
        "LRN",
        [layer.Image(layer.Input).Name],
        ModelWriter.Attribute("size", norm.Size),
        ModelWriter.Attribute("alpha", norm.Scale * norm.Size),
        ModelWriter.Attribute("beta", norm.Beta),
        ModelWriter.Attribute("bias", norm.Bias))));

    public static readonly LayerWriter Dropout = LayerWriter.Of<Dropout>((layer, dropout) =>
        layer.Input with { Name = layer.Node("Dropout", [layer.Input.Name, layer.Model.Real(layer.Layer.Name + "_rate", dropout.Rate)]) });
}
