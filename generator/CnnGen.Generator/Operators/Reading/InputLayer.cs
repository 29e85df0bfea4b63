using CnnGen.Generator.Ir;

namespace CnnGen.Generator.Operators.Reading;

/// <summary>How the declared shape of the image is read.</summary>
internal static class InputLayer
{
    public static readonly LayerDefinition Definition = new("Input", "input", Read) { IsInput = true };

    private static Operator? Read(LayerReader layer)
    {
        TensorShape shape = new(layer.Size("height", "height"), layer.Size("width", "width"), layer.Size("channels", "number of channels"));
        if (layer.IsWrong)
        {
            return null;
        }

        layer.KnownOutput = shape;
        return new InputOperator();
    }
}
