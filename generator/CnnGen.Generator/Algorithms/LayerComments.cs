using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Convolutions;
using CnnGen.Geometry;

namespace CnnGen.Generator.Algorithms;

/// <summary>What the comments on kernels say: which layer, the formula, and how it is computed.</summary>
internal static class LayerComments
{
    public static EquatableArray<string> Of(NodeLowering node, string formula) =>
    [
        $"{node.Node.Name}: {node.Node.Operator.Describe()}: {Inputs(node)} → {node.Node.Shape}.",
        formula + ".",
        Sentence(node.Algorithm),
        .. node.Choice is { } choice ? (string[])[Sentence(choice)] : [],
    ];

    /// <summary>What the comment on one stage of an algorithm says: layer, algorithm and which stage it is; the formula; how it is computed.</summary>
    /// <param name="node">The layer. Equal layers share a stage, which names the first one.</param>
    /// <param name="algorithm">The algorithm, in a few words.</param>
    /// <param name="stage">Which one, and what it is called.</param>
    /// <param name="formula">What it computes.</param>
    /// <param name="schedule">How.</param>
    public static EquatableArray<string> OfStage(NodeLowering node, string algorithm, AlgorithmStage stage, string formula, string schedule) =>
    [
        FormattableString.Invariant($"{node.Node.Name}, {algorithm}, {stage.Number} of {AlgorithmStage.Count}: {stage.Name}."),
        formula + ".",
        Sentence(schedule),
    ];

    /// <summary>What a convolution computes with what it absorbed, before the activation.</summary>
    public static string Formula(FusedConvolution fused, int inputChannels) =>
        Formula(fused.Convolution, inputChannels) + (fused.AddsResidual ? " + residual[oh, ow, oc]" : "")
            + (fused.GradientOf is null ? "" : $" · f′(in[oh, ow, oc]), with f = {fused.GradientOf.Describe()}");

    /// <summary>What a convolution computes; ic counts the channels of one group.</summary>
    public static string Formula(Convolution convolution, int inputChannels)
    {
        string sum = $"Σ in{Window(convolution, inputChannels)} · weight{Weight(convolution, inputChannels)}{GroupOf(convolution, inputChannels)}";
        return $"out[oh, ow, oc] = {sum}{(convolution.HasBias ? " + bias[oc]" : "")}";
    }

    /// <summary>The place in the input that a weight of a convolution meets: <c>[oh + kh, ow + kw, ic]</c>.</summary>
    public static string Window(Convolution convolution, int inputChannels)
    {
        int channels = convolution.GroupChannels(inputChannels);
        string channel =
            convolution.Groups == 1 ? "ic"
            : channels > 1 ? FormattableString.Invariant($"{channels}·g + ic")
            : convolution.GroupFilters > 1 ? FormattableString.Invariant($"⌊oc/{convolution.GroupFilters}⌋")
            : "oc";
        return $"[{WindowIndex("oh", convolution.Vertical, "kh")}, {WindowIndex("ow", convolution.Horizontal, "kw")}, {channel}]";
    }

    /// <summary>The place of a weight; in a depthwise convolution a filter has one channel.</summary>
    public static string Weight(Convolution convolution, int inputChannels) => convolution.IsDepthwise(inputChannels) ? "[oc, 0, kh, kw]" : "[oc, ic, kh, kw]";

    /// <summary>The group that a filter belongs to, where the place in the input needs it.</summary>
    public static string GroupOf(Convolution convolution, int inputChannels) =>
        convolution.Groups == 1 || convolution.IsDepthwise(inputChannels) ? "" : FormattableString.Invariant($", g = ⌊oc/{convolution.GroupFilters}⌋");

    /// <summary>The row or column of the input that a window reads: <c>2·oh + kh − 1</c>.</summary>
    public static string WindowIndex(string output, WindowAxis axis, string kernel)
    {
        string scaled = axis.S == 1 ? output : FormattableString.Invariant($"{axis.S}·{output}");
        string dilated = axis.D == 1 ? kernel : FormattableString.Invariant($"{axis.D}·{kernel}");
        return scaled + " + " + dilated + (axis.Before == 0 ? "" : FormattableString.Invariant($" − {axis.Before}"));
    }

    private static string Inputs(NodeLowering node)
    {
        List<string> shapes = [];
        for (int i = 0; i < node.Node.Inputs.Count; i++)
        {
            shapes.Add(node.InputShape(i).ToString());
        }

        return string.Join(", ", shapes.Distinct());
    }

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text.Substring(1) + ".";
}

/// <summary>One of the three kernels of a fast algorithm for convolution, which its driver calls block by block.</summary>
/// <param name="Number">1, 2 or 3.</param>
/// <param name="Name">What it does.</param>
internal readonly record struct AlgorithmStage(int Number, string Name)
{
    /// <summary>Stages there are.</summary>
    public const int Count = 3;

    /// <summary>From the input to what is multiplied.</summary>
    public static AlgorithmStage InputTransform => new(1, "input transform");

    /// <summary>The products.</summary>
    public static AlgorithmStage Products => new(2, "products");

    /// <summary>From the products to the output.</summary>
    public static AlgorithmStage OutputTransform => new(3, "output transform");
}
