using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Operators.Shapes;

/// <summary>Channels made of pixels: the inverse of <see cref="PixelShuffle"/>.</summary>
internal sealed record PixelUnshuffle(int Scale, bool SquaresFirst) : Rearrangement
{
    public static readonly LayerDefinition Definition = new("PixelUnshuffle", "pixelunshuffle", Read);

    public override TensorShape OutputShape(EquatableArray<TensorShape> inputs) =>
        new(inputs[0].Height / Scale, inputs[0].Width / Scale, inputs[0].Channels * Scale * Scale);

    public override string Describe() => $"PixelUnshuffle {Numerals.Plain(Scale)}{(SquaresFirst ? ", squares first" : "")}";

    public override string Arithmetic(EquatableArray<TensorShape> inputs) =>
        $"{Numerals.Plain(inputs[0].Channels)} · {Numerals.Plain(Scale)}² = {Numerals.Plain(OutputShape(inputs).Channels)}";

    public override MovedBox Box(TensorShape input) =>
        new PixelShuffle(Scale, SquaresFirst).Square(input.Channels, input.Height / Scale, input.Width / Scale).Reversed();

    private static Operator? Read(LayerReader layer)
    {
        int scale = layer.Size("scale", "scale");
        bool squaresFirst = layer.Flag("SquaresFirst", otherwise: false);
        if (layer.IsWrong || layer.Input is not { Shape: var input })
        {
            return null;
        }

        foreach ((int size, string what) in new[] { (input.Height, "row"), (input.Width, "column") })
        {
            if (size % scale != 0)
            {
                int nearest = Enumerable.Range(1, size).Where(r => size % r == 0).OrderBy(r => Math.Abs(r - scale)).First();
                layer.Error(
                    DiagnosticIds.DoesNotDivide,
                    "scale",
                    layer.Name,
                    Numerals.Plain(scale),
                    Numerals.Count(size, what),
                    $"a scale of {Numerals.Plain(nearest)}");
                return null;
            }
        }

        return new PixelUnshuffle(scale, squaresFirst);
    }
}
