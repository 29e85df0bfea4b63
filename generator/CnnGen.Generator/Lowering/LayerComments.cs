using CnnGen.Generator.Model;
using CnnGen.Geometry;

namespace CnnGen.Generator.Lowering;

/// <summary>What the comments on kernels say: which layer, the formula, and how it is computed.</summary>
internal static class LayerComments
{
    public static EquatableArray<string> Of(NodeLowering node, string formula) =>
    [
        $"{node.Node.Name}: {node.Node.Operator.Describe()}: {Inputs(node)} → {node.Node.Shape}.",
        formula + ".",
        Sentence(node.Algorithm),
    ];

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
