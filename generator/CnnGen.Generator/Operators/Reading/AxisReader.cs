using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Model;
using CnnGen.Geometry;

namespace CnnGen.Generator.Operators.Reading;

/// <summary>One axis of a window attribute: each property falls back from its side to its axis to both axes.</summary>
internal sealed class AxisReader
{
    /// <summary>The value of <c>Padding.Same</c>.</summary>
    public const int Same = -1;

    private readonly LayerReader _layer;

    private AxisReader(LayerReader layer, WindowVocabulary words, string axis, string sizeOfAxis, string before, string after)
    {
        _layer = layer;
        Name = axis.ToLowerInvariant();
        SizeArgument = layer.Has(words.Size) ? words.Size : sizeOfAxis;
        Size = layer.Size(SizeArgument, SizeArgument == words.Size ? $"{words.Noun} size" : $"{words.Noun} {Name}");
        StrideArgument = First($"Stride{axis}", "Stride");
        Stride = StrideArgument is null ? (words.StrideIsSize ? Size : 1) : layer.Size(StrideArgument, "stride");
        Dilation = First($"Dilation{axis}", "Dilation") is { } dilation ? layer.Size(dilation, "dilation") : 1;
        AxisPaddingArgument = $"Padding{axis}";
        ReadPadding(before, after);
    }

    /// <summary><c>height</c> or <c>width</c>, as messages say it.</summary>
    public string Name { get; }

    /// <summary>The parameter that gives this axis' window size.</summary>
    public string SizeArgument { get; }

    public int Size { get; }

    /// <summary>The property that gives this axis' stride, or null where it is the default.</summary>
    public string? StrideArgument { get; }

    public int Stride { get; }

    public int Dilation { get; }

    /// <summary>The property that would set this axis' padding alone.</summary>
    public string AxisPaddingArgument { get; }

    /// <summary>The property that gives the padding before the first row, or null where it is the default.</summary>
    public string? PaddingArgument { get; private set; }

    public bool IsSame { get; private set; }

    public int Before { get; private set; }

    public int After { get; private set; }

    public static AxisReader Height(LayerReader layer, WindowVocabulary words) => new(layer, words, "Height", words.Height, "PaddingTop", "PaddingBottom");

    public static AxisReader Width(LayerReader layer, WindowVocabulary words) => new(layer, words, "Width", words.Width, "PaddingLeft", "PaddingRight");

    public WindowAxis Over(int n)
    {
        WindowAxis axis = IsSame ? WindowAxis.Same(n, Size, Stride, Dilation) : new WindowAxis(n, Size, Stride, Dilation, Before, After);
        return axis with { Ceil = _layer.Flag("CeilMode", otherwise: false) };
    }

    private void ReadPadding(string before, string after)
    {
        string? both = First(AxisPaddingArgument, "Padding");
        IsSame = both is not null && _layer.Integer(both) == Same;
        foreach (string side in new[] { before, after })
        {
            if (_layer.Has(side) && (IsSame || _layer.Integer(side) == Same))
            {
                _layer.Error(DiagnosticIds.MixedSamePadding, side, _layer.Name, side, IsSame ? both! : $"{side} itself", AxisPaddingArgument);
                return;
            }
        }

        if (!IsSame)
        {
            PaddingArgument = First(before, both ?? before);
            Before = Padding(PaddingArgument);
            After = Padding(First(after, both ?? after));
        }
    }

    private int Padding(string? argument)
    {
        int value = argument is null ? 0 : _layer.Integer(argument) ?? 0;
        if (value < 0)
        {
            _layer.Error(DiagnosticIds.NegativePadding, argument, _layer.Name, Numerals.Plain(value), ", or Padding.Same");
            return 0;
        }

        return value == 0 ? 0 : _layer.Size(argument!, "padding");
    }

    private string? First(string preferred, string fallback) => _layer.Has(preferred) ? preferred : _layer.Has(fallback) ? fallback : null;
}
