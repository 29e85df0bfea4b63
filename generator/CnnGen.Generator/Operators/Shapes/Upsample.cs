using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Operators.Shapes;

/// <summary>A larger image by nearest or bilinear interpolation, at a whole scale for each axis.</summary>
internal sealed record Upsample(UpsampleAxis Vertical, UpsampleAxis Horizontal) : Operator
{
    /// <summary>
    /// Every phase of the scale has loops of its own, and each gradient gathers up to (2·scale)² values; at 8 the kernels still fit the budget of a method.
    /// </summary>
    private const int LargestScale = 8;

    private const int Bilinear = 1;
    private const int Asymmetric = 1;

    public static readonly LayerDefinition Definition = new("Upsample", "upsample", Read);

    public override TensorShape OutputShape(EquatableArray<TensorShape> inputs) => new(Vertical.OutputSize, Horizontal.OutputSize, inputs[0].Channels);

    public override string Describe()
    {
        string mode = Vertical.Kind switch
        {
            UpsampleKind.Nearest => "nearest",
            UpsampleKind.LinearHalfPixel => "bilinear",
            _ => "bilinear, asymmetric",
        };
        return FormattableString.Invariant($"Upsample {Vertical.Scale}×{Horizontal.Scale}, {mode}");
    }

    public override string Arithmetic(EquatableArray<TensorShape> inputs) =>
        FormattableString.Invariant($"{Vertical.Scale}·{Vertical.N} = {Vertical.OutputSize}")
        + (Vertical == Horizontal ? "" : FormattableString.Invariant($", {Horizontal.Scale}·{Horizontal.N} = {Horizontal.OutputSize}"));

    private static Operator? Read(LayerReader layer)
    {
        bool isSquare = layer.Has("scale");
        int height = Scale(layer, isSquare ? "scale" : "scaleHeight");
        int width = Scale(layer, isSquare ? "scale" : "scaleWidth");
        if (layer.IsWrong || layer.Input is not { Shape: var input })
        {
            return null;
        }

        long values = SizeLimits.Product((long)height * input.Height, (long)width * input.Width, input.Channels);
        if (values > SizeLimits.Values)
        {
            layer.Error(DiagnosticIds.TooLarge, isSquare ? "scale" : "scaleHeight", layer.Name, $"{SizeLimits.Text(values)} values", SizeLimits.ValuesText);
            return null;
        }

        UpsampleKind kind = layer.Integer("Mode") != Bilinear ? UpsampleKind.Nearest
            : layer.Integer("Coordinates") == Asymmetric ? UpsampleKind.LinearAsymmetric
            : UpsampleKind.LinearHalfPixel;
        return new Upsample(new UpsampleAxis(input.Height, height, kind), new UpsampleAxis(input.Width, width, kind));
    }

    private static int Scale(LayerReader layer, string argument)
    {
        int scale = layer.Size(argument, "scale");
        if (scale > LargestScale)
        {
            layer.Error(DiagnosticIds.TooLarge, argument, layer.Name, $"scale {Numerals.Grouped(scale)}", Numerals.Grouped(LargestScale));
        }

        return scale;
    }

    public override void Differentiate(GradientBuilder gradients, int node, int dOutput) =>
        gradients.SendToInput(node, new UpsampleGradient(this), dOutput);
}
