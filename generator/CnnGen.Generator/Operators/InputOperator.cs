using CnnGen.Generator.Graph;

namespace CnnGen.Generator.Operators;

/// <summary>The image.</summary>
internal sealed record InputOperator : Operator
{
    public static readonly LayerDefinition Definition = new("Input", "input", Read) { IsInput = true };

    public override string Describe() => "Input";

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
