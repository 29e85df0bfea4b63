using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Operators.Shapes;

/// <summary>Two axes in each other's place.</summary>
internal sealed record Transpose(Axis First, Axis Second) : Rearrangement
{
    public static readonly LayerDefinition Definition = new(
        "Transpose",
        "transpose",
        static layer => layer.Input is null ? null : new Transpose((Axis)(layer.Integer("first") ?? 0), (Axis)(layer.Integer("second") ?? 0)));

    public override TensorShape OutputShape(EquatableArray<TensorShape> inputs) =>
        inputs[0].With(First, inputs[0].Along(Second)).With(Second, inputs[0].Along(First));

    public override string Describe() => $"Transpose {First.Text()} and {Second.Text()}";

    public override MovedBox Box(TensorShape input)
    {
        (Offset, Offset) Along(Axis axis) => (Offset.Along(axis == First ? Second : axis == Second ? First : axis, 1), Offset.Along(axis, 1));
        return MovedBox.Image(OutputShape([input]), default, default, Along(Axis.Rows), Along(Axis.Columns), Along(Axis.Channels));
    }
}
