using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Operators.Shapes;

/// <summary>Some rows, columns or channels.</summary>
/// <param name="Axis">Of which axis.</param>
/// <param name="Start">The first.</param>
/// <param name="Count">How many.</param>
/// <param name="Step">From one to the next.</param>
internal sealed record Slice(Axis Axis, int Start, int Count, int Step) : Rearrangement
{
    public static readonly LayerDefinition Definition = new("Slice", "slice", Read);

    public override TensorShape OutputShape(EquatableArray<TensorShape> inputs) => inputs[0].With(Axis, Count);

    public override string Describe() =>
        $"Slice {Axis.Text()} {Numerals.Plain(Start)} to {Numerals.Plain(Start + ((Count - 1) * Step))}{(Step == 1 ? "" : $", every {Numerals.Plain(Step)}")}";

    public override MovedBox Box(TensorShape input)
    {
        (Offset, Offset) Along(Axis axis) => (Offset.Along(axis, axis == Axis ? Step : 1), Offset.Along(axis, 1));
        return MovedBox.Image(input.With(Axis, Count), Offset.Along(Axis, Start), default, Along(Axis.Rows), Along(Axis.Columns), Along(Axis.Channels));
    }

    private static Operator? Read(LayerReader layer)
    {
        Axis axis = (Axis)(layer.Integer("axis") ?? 0);
        int start = layer.Integer("start") ?? 0;
        int count = layer.Size("count", "count");
        int step = layer.Has("Step") ? layer.Size("Step", "step") : 1;
        if (layer.IsWrong || layer.Input is not { Shape: var input })
        {
            return null;
        }

        int size = input.Along(axis);
        int first = start < 0 ? size + start : start;
        long last = first + ((long)(count - 1) * step);
        if (first < 0 || last >= size)
        {
            string wanted = $"{axis.Text()} {Numerals.Plain(first)} to {Numerals.Plain(last)}";
            string repair = first >= 0 && first < size
                ? $"take at most {Numerals.Plain(((size - 1 - first) / step) + 1)} from {Numerals.Plain(first)} on"
                : $"start at 0 to {Numerals.Plain(size - 1)}";
            layer.Error(
                DiagnosticIds.SliceOutside,
                first >= 0 && first < size ? "count" : "start",
                layer.Name,
                wanted,
                input.ToString(),
                Numerals.Count(size, axis.Text().TrimEnd('s')),
                repair);
            return null;
        }

        return new Slice(axis, first, count, step);
    }
}
