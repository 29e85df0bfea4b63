using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Operators.Shapes;

/// <summary>Pixels made of channels: a pixel becomes a square of Scale × Scale.</summary>
/// <param name="Scale">r.</param>
/// <param name="SquaresFirst">Whether channel (i·r + j)·C + c goes to row i and column j of the square; else channel c·r² + i·r + j.</param>
internal sealed record PixelShuffle(int Scale, bool SquaresFirst) : Rearrangement
{
    public static readonly LayerDefinition Definition = new("PixelShuffle", "pixelshuffle", Read);

    public override TensorShape OutputShape(EquatableArray<TensorShape> inputs) =>
        new(inputs[0].Height * Scale, inputs[0].Width * Scale, inputs[0].Channels / (Scale * Scale));

    public override string Describe() => $"PixelShuffle {Numerals.Plain(Scale)}{(SquaresFirst ? ", squares first" : "")}";

    public override string Arithmetic(EquatableArray<TensorShape> inputs) =>
        $"{Numerals.Plain(inputs[0].Channels)} / {Numerals.Plain(Scale)}² = {Numerals.Plain(OutputShape(inputs).Channels)}";

    public override MovedBox Box(TensorShape input) => Square(OutputShape([input]).Channels, input.Height, input.Width);

    /// <summary>The elements of squares, from their channels to their pixels.</summary>
    public MovedBox Square(int channels, int height, int width)
    {
        (int row, int column, int channel) = SquaresFirst ? (Scale * channels, channels, 1) : (Scale, 1, Scale * Scale);
        return new MovedBox(default, default, [
            new(height, new(1, 0, 0), new(Scale, 0, 0)),
            new(Scale, new(0, 0, row), new(1, 0, 0)),
            new(width, new(0, 1, 0), new(0, Scale, 0)),
            new(Scale, new(0, 0, column), new(0, 1, 0)),
            new(channels, new(0, 0, channel), new(0, 0, 1)),
        ]);
    }

    private static Operator? Read(LayerReader layer)
    {
        int scale = layer.Size("scale", "scale");
        bool squaresFirst = layer.Flag("SquaresFirst", otherwise: false);
        if (layer.IsWrong || layer.Input is not { Shape: var input })
        {
            return null;
        }

        if (input.Channels % ((long)scale * scale) != 0)
        {
            int nearest = Enumerable.Range(1, input.Channels).Where(r => input.Channels % ((long)r * r) == 0).OrderBy(r => Math.Abs(r - scale)).First();
            layer.Error(
                DiagnosticIds.DoesNotDivide,
                "scale",
                layer.Name,
                $"{Numerals.Plain(scale)}² = {Numerals.Plain((long)scale * scale)}",
                Numerals.Count(input.Channels, "channel"),
                $"a scale of {Numerals.Plain(nearest)}");
            return null;
        }

        return new PixelShuffle(scale, squaresFirst);
    }
}
