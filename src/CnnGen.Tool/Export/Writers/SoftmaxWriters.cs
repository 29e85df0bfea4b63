using CnnGen.Generator.Ir;
using CnnGen.Generator.Operators.Activations;

namespace CnnGen.Tool.Export.Writers;

/// <summary>Softmax over all values of an image, or over the channels of each pixel.</summary>
internal static class SoftmaxWriters
{
    public static readonly LayerWriter Softmax = LayerWriter.Of<Softmax>((layer, softmax) => Write(layer, "Softmax", softmax.IsOverChannels));

    public static readonly LayerWriter LogSoftmax = LayerWriter.Of<LogSoftmax>((layer, softmax) => Write(layer, "LogSoftmax", softmax.IsOverChannels));

    private static ExportedValue Write(LayerContext layer, string type, bool isOverChannels)
    {
        if (isOverChannels)
        {
            return layer.Output(layer.Node(type, [layer.Image(layer.Input).Name], ModelWriter.Attribute("axis", 1)));
        }

        ExportedValue flat = layer.Flat(layer.Input);
        ExportedValue result = layer.Output(layer.Node(type, [flat.Name], ModelWriter.Attribute("axis", 1)), isFlat: true);
        return layer.Input.Shape.IsVector ? result : layer.Image(result);
    }
}
