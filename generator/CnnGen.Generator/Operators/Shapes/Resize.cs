using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Operators.Shapes;

/// <summary>An image of any other size.</summary>
internal sealed record Resize(ResizeAxis Rows, ResizeAxis Columns) : AxisMapping(Rows, Columns)
{
    public static readonly LayerDefinition Definition = new("Resize", "resize", Read);

    private const float DefaultCoefficient = -0.75f;

    public override string Describe()
    {
        ResizeRule rule = Rows.Rule;
        string mode = rule.Mode switch
        {
            ResizeMode.Nearest => $"nearest{Rounding(rule.Rounding)}",
            ResizeMode.Linear => "linear",
            _ => $"cubic{(rule.CubicCoefficient == DefaultCoefficient ? "" : $" {Numerals.Plain(rule.CubicCoefficient)}")}"
                + $"{(rule.ExcludeOutside ? " without outside" : "")}",
        };
        return $"Resize {Numerals.Plain(Rows.OutputSize)}×{Numerals.Plain(Columns.OutputSize)}, {mode}{Coordinates(rule.Coordinates)}";
    }

    private static string Rounding(ResizeRounding rounding) => rounding switch
    {
        ResizeRounding.PreferFloor => "",
        ResizeRounding.PreferCeil => ", ties up",
        ResizeRounding.Floor => " before",
        _ => " behind",
    };

    private static string Coordinates(ResizeCoordinates coordinates) => coordinates switch
    {
        ResizeCoordinates.HalfPixel => "",
        ResizeCoordinates.PyTorchHalfPixel => ", half pixels as PyTorch",
        ResizeCoordinates.AlignCorners => ", corners aligned",
        ResizeCoordinates.Asymmetric => ", asymmetric",
        _ => ", half pixels for nearest",
    };

    private static Operator? Read(LayerReader layer)
    {
        int height = layer.Size("height", "height");
        int width = layer.Size("width", "width");
        ResizeRule rule = new(
            (ResizeMode)(layer.Integer("Mode") ?? 0),
            (ResizeCoordinates)(layer.Integer("Coordinates") ?? 0),
            (ResizeRounding)(layer.Integer("Rounding") ?? 0),
            layer.Finite("CubicCoefficient", "cubic coefficient", DefaultCoefficient),
            layer.Flag("ExcludeOutside", otherwise: false));
        float scaleHeight = Scale(layer, "ScaleHeight");
        float scaleWidth = Scale(layer, "ScaleWidth");
        if (layer.IsWrong || layer.Input is not { Shape: var input })
        {
            return null;
        }

        long values = SizeLimits.Product(height, width, input.Channels);
        if (values > SizeLimits.Values)
        {
            layer.Error(DiagnosticIds.TooLarge, "height", layer.Name, $"{SizeLimits.Text(values)} values", SizeLimits.ValuesText);
            return null;
        }

        return new Resize(new ResizeAxis(input.Height, height, scaleHeight, rule), new ResizeAxis(input.Width, width, scaleWidth, rule));
    }

    private static float Scale(LayerReader layer, string argument)
    {
        if (!layer.Has(argument))
        {
            return 0;
        }

        float scale = layer.Finite(argument, "scale");
        if (!layer.IsWrong && scale <= 0)
        {
            layer.Error(DiagnosticIds.NotPositive, argument, layer.Name, "scale", Numerals.Plain(scale));
        }

        return scale;
    }
}
