using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Reading;
using CnnGen.Generator.Operators.Shapes;

namespace CnnGen.Generator.Operators.Pooling;

/// <summary>Means of regions, as many of them as the output has pixels; they overlap where the size of the input does not divide.</summary>
internal sealed record AdaptiveAveragePool(AdaptiveAxis Rows, AdaptiveAxis Columns) : AxisMapping(Rows, Columns)
{
    public static readonly LayerDefinition Definition = new("AdaptiveAveragePool", "pool", Read);

    public override string Describe() => $"AdaptiveAveragePool {Numerals.Plain(Rows.OutputSize)}×{Numerals.Plain(Columns.OutputSize)}";

    private static Operator? Read(LayerReader layer)
    {
        int height = layer.Size("height", "height");
        int width = layer.Size("width", "width");
        if (layer.IsWrong || layer.Input is not { Shape: var input })
        {
            return null;
        }

        if (height == 1 && width == 1)
        {
            return new GlobalAveragePool();
        }

        long values = SizeLimits.Product(height, width, input.Channels);
        if (values > SizeLimits.Values)
        {
            layer.Error(DiagnosticIds.TooLarge, "height", layer.Name, $"{SizeLimits.Text(values)} values", SizeLimits.ValuesText);
            return null;
        }

        return new AdaptiveAveragePool(new AdaptiveAxis(input.Height, height), new AdaptiveAxis(input.Width, width));
    }
}

/// <summary>One axis of it: output o is the mean of ⌊o·n/size⌋ to ⌈(o + 1)·n/size⌉ − 1.</summary>
internal sealed record AdaptiveAxis(int N, int OutputSize) : AxisMap(N, OutputSize)
{
    public override IReadOnlyList<AxisTap> Taps(int output)
    {
        int first = (int)((long)output * N / OutputSize);
        int end = (int)((((output + 1L) * N) + OutputSize - 1) / OutputSize);
        return [.. Enumerable.Range(first, end - first).Select(index => new AxisTap(index, 1f / (end - first)))];
    }
}
