using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Geometry;

namespace CnnGen.Generator.Operators.Reading;

/// <summary>Reads the window of a convolution or pooling layer and checks that it fits its input.</summary>
internal static class WindowReader
{
    public static (WindowAxis Vertical, WindowAxis Horizontal)? Read(LayerReader layer, WindowVocabulary words)
    {
        AxisReader height = AxisReader.Height(layer, words);
        AxisReader width = AxisReader.Width(layer, words);
        if (words.PadsWithNothing)
        {
            CheckPaddingIsInsideWindow(layer, words, height);
            CheckPaddingIsInsideWindow(layer, words, width);
        }

        if (layer.IsWrong || layer.Input is not { Shape: var input })
        {
            return null;
        }

        WindowAxis vertical = height.Over(input.Height);
        WindowAxis horizontal = width.Over(input.Width);
        WindowFitRule rule = new(layer, words, input);
        rule.Check(height, vertical, width, horizontal);
        CheckPaddedInput(layer, height.PaddingArgument ?? width.PaddingArgument, vertical, horizontal, input.Channels);
        return layer.IsWrong ? null : (vertical, horizontal);
    }

    /// <summary>A stride can make few outputs of an input that its padding makes too large to hold.</summary>
    private static void CheckPaddedInput(LayerReader layer, string? argument, WindowAxis vertical, WindowAxis horizontal, int channels)
    {
        long values = SizeLimits.Product(vertical.PaddedSize, horizontal.PaddedSize, channels);
        if (values > SizeLimits.Values)
        {
            layer.Error(DiagnosticIds.TooLarge, argument, layer.Name, $"{SizeLimits.Text(values)} values of padded input", SizeLimits.ValuesText);
        }
    }

    private static void CheckPaddingIsInsideWindow(LayerReader layer, WindowVocabulary words, AxisReader axis)
    {
        int padding = Math.Max(axis.Before, axis.After);
        if (padding >= axis.Size)
        {
            layer.Error(
                DiagnosticIds.PaddingCoversWindow,
                axis.PaddingArgument,
                layer.Name,
                Numerals.Plain(padding),
                words.Noun,
                Numerals.Plain(axis.Size),
                Numerals.Plain(axis.Size - 1));
        }
    }
}
