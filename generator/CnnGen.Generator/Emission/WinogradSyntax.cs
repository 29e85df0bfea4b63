using System.Globalization;
using CnnGen.Generator.Program;

namespace CnnGen.Generator.Emission;

/// <summary>The packing of filters for Winograd's algorithm as C#.</summary>
internal static class WinogradSyntax
{
    /// <summary>Sizes and both transforms.</summary>
    public static string Arguments(WinogradPackStep step) =>
        FormattableString.Invariant(
            $"filters: {step.Filters}, channels: {step.InputChannels}, tileWidth: {step.TileWidth}, chunks: {step.Chunks}, ")
        + FormattableString.Invariant($"pointStride: {step.PointStride}, kernelColumns: {step.KernelColumns}, columnsAsOne: {step.ColumnsAsOne}, ")
        + $"{Transform(step.Vertical)}, {Transform(step.Horizontal)}";

    /// <summary>The locals that steps refer to: each transform once.</summary>
    public static IEnumerable<string> Transforms(IEnumerable<WinogradPackStep> steps) =>
        from axis in steps.SelectMany(step => (FilterTransform[])[step.Vertical, step.Horizontal]).Distinct()
        where !axis.IsDirect
        orderby axis.Taps, axis.Outputs, axis.Stride
        select $"FilterTransform {Name(axis)} = new({Matrix(axis)}, {VectorSyntax.Invariant(axis.Taps)});";

    private static string Transform(FilterTransform axis) => axis.IsDirect ? $"FilterTransform.Untransformed({VectorSyntax.Invariant(axis.Taps)})" : Name(axis);

    private static string Name(FilterTransform axis) =>
        FormattableString.Invariant($"f{axis.Outputs}Of{axis.Taps}{(axis.Stride > 1 ? FormattableString.Invariant($"By{axis.Stride}") : "")}");

    /// <summary>Row by row, one row a point.</summary>
    private static string Matrix(FilterTransform axis)
    {
        List<string> values = [];
        foreach (double value in axis.Matrix)
        {
            values.Add((value + 0.0).ToString("R", CultureInfo.InvariantCulture)); // no negative zero
        }

        return $"[{string.Join(", ", values)}]";
    }
}
