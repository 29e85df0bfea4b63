using CnnGen.Generator.Model;
using CnnGen.Generator.Program;

namespace CnnGen.Generator.Emission;

/// <summary>Steps of packing as C#: a comment and an object each.</summary>
internal static class PackingSyntax
{
    public static string Print(PackingStep step) => step switch
    {
        PackStep s =>
            $"""
            {Comment(s)}
            new CopyStep({VectorSyntax.Invariant(
                s.Tensor)}, {VectorSyntax.Invariant(s.Packed)}, {Strides(s)}){Properties(Factors(s.Norm), s.IsRounded ? "IsRounded = true" : "")},
            """,
        BFloat16PackStep s =>
            $"""
            {Comment(s)}
            new BFloat16Step({VectorSyntax.Invariant(
                s.Tensor)}, {VectorSyntax.Invariant(
                    s.Packed)}, tiles: {VectorSyntax.Invariant(
                        s.Tiles)}, steps: {VectorSyntax.Invariant(
                            s.Steps)}, width: {VectorSyntax.Invariant(
                                s.Width)}, {List(s.Extents)}, {List(s.TensorStrides)}, {List(s.StepStrides)}){Properties(Factors(s.Norm))},
            """,
        WinogradPackStep s =>
            $"""
            {Comment(s)}
            new WinogradStep({VectorSyntax.Invariant(
                s.Tensor)}, {VectorSyntax.Invariant(
                    s.Packed)}, {WinogradSyntax.Arguments(
                        s)}){Properties(
                            Factors(s.Norm),
                            s.RotatedChannelStride == 0 ? "" : $"RotatedChannelStride = {VectorSyntax.Invariant(s.RotatedChannelStride)}")},
            """,
        StrassenPackStep s =>
            $"""
            {Comment(s)}
            new StrassenStep({VectorSyntax.Invariant(s.Tensor)}, {VectorSyntax.Invariant(s.Packed)}, {Sizes(s)}){Properties(Factors(s.Norm))},
            """,
        FoldedBiasStep s =>
            $"""
            // bias of {s.Layer} with {s.Norm.Name}: {FoldedBias(s)}, s = {s.Norm.Factor}
            new FoldedBiasStep({Norm(
                s.Norm)}, channels: {VectorSyntax.Invariant(
                    s.Norm.Channels)}, bias: {VectorSyntax.Invariant(s.Bias)}, packed: {VectorSyntax.Invariant(s.Packed)}),
            """,
        NormFactorsStep s =>
            $"""
            // {s.Norm.Name}: factors γ/√(σ² + ε) and summands β − μ · factor
            new NormFactorsStep({Norm(
                s.Norm)}, channels: {VectorSyntax.Invariant(
                    s.Norm.Channels)}, factors: {VectorSyntax.Invariant(s.Factors)}, summands: {VectorSyntax.Invariant(s.Summands)}),
            """,
        _ => throw new InvalidOperationException($"No syntax for {step.GetType().Name}."),
    };

    /// <summary>The sizes of a copy and the steps on both sides, three arguments.</summary>
    public static string Strides(PackStep step) => $"{List(step.Extents)}, {List(step.TensorStrides)}, {List(step.PackedStrides)}";

    private static string Sizes(StrassenPackStep step) => FormattableString.Invariant(
        $"filters: {step.Filters}, halfFilters: {step.HalfFilters}, channels: {step.InputChannels}, ")
        + FormattableString.Invariant($"tileWidth: {step.TileWidth}, productStride: {step.ProductStride}");

    private static string Comment(BlockPackingStep step) =>
        $"// {DisplayName.OneLine(step.Remark)}{(step.Norm is null ? "" : $", times s = {step.Norm.Norm.Factor} of {step.Norm.Norm.Name}")}";

    private static string Factors(ChannelNorm? norm) =>
        norm is null ? "" : $"Factors = new({Norm(norm.Norm)}, channelLength: {VectorSyntax.Invariant(norm.ChannelLength)})";

    private static string FoldedBias(FoldedBiasStep step) => (step.Bias < 0, step.Norm.Mean == PlacedNorm.Absent) switch
    {
        (true, true) => "β",
        (true, false) => "β − μ · s",
        (false, true) => step.Norm.Shift == PlacedNorm.Absent ? "bias · s" : "bias · s + β",
        _ => "(bias − μ) · s + β",
    };

    /// <summary>An object initializer of those that say something.</summary>
    private static string Properties(params string[] properties)
    {
        string set = string.Join(", ", properties.Where(property => property.Length > 0));
        return set.Length == 0 ? "" : $" {{ {set} }}";
    }

    private static string Norm(PlacedNorm norm) =>
        $"new({VectorSyntax.Invariant(norm.Scale)}, {VectorSyntax.Invariant(norm.Shift)}, {VectorSyntax.Invariant(norm.Mean)}, "
        + $"{VectorSyntax.Invariant(norm.Variance)}, {VectorSyntax.Float(norm.Epsilon)})";

    private static string List(EquatableArray<int> values)
    {
        string[] texts = new string[values.Count];
        for (int i = 0; i < texts.Length; i++)
        {
            texts[i] = VectorSyntax.Invariant(values[i]);
        }

        return $"[{string.Join(", ", texts)}]";
    }
}
