using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Operators.Reading;

/// <summary>How the declared shape of the image is read.</summary>
internal static class InputLayer
{
    public static readonly LayerDefinition Definition = new("Input", "input", Read) { IsInput = true };

    // Below this, three rows may well be three rows.
    private const int SmallestSide = 8;
    private const int LargestAspect = 2;

    private static Operator? Read(LayerReader layer)
    {
        TensorShape shape = new(layer.Size("height", "height"), layer.Size("width", "width"), layer.Size("channels", "number of channels"));
        if (layer.IsWrong)
        {
            return null;
        }

        if (IsProbablyChannelsFirst(shape))
        {
            (string height, string width) = (Numerals.Plain(shape.Width), Numerals.Plain(shape.Channels));
            string channels = Numerals.Plain(shape.Height);
            layer.Note(DiagnosticIds.ChannelsFirst, "height", layer.Name, shape.ToString(), height, width, Numerals.Count(shape.Height, "channel"), channels);
        }

        layer.KnownOutput = shape;
        return new InputOperator();
    }

    /// <summary>A picture of one, three or four rows whose pixels have about as many values as it has columns is more often one of so many channels.</summary>
    private static bool IsProbablyChannelsFirst(TensorShape shape) =>
        shape.Height is 1 or 3 or 4 && shape.Width >= SmallestSide && shape.Channels >= SmallestSide
        && Math.Max(shape.Width, shape.Channels) <= LargestAspect * Math.Min(shape.Width, shape.Channels)
            && (shape.Height > 1 || shape.Width == shape.Channels);
}
