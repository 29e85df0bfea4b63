using CnnGen.Generator.Model;
using CnnGen.Generator.Operators;

namespace CnnGen.Generator.Lowering;

/// <summary>What the comments on convolution kernels say.</summary>
internal static class ConvolutionComments
{
    public static EquatableArray<string> Forward(NodeLowering node, FusedConvolution fused)
    {
        (Geometry.WindowAxis v, Geometry.WindowAxis h, _, bool hasBias) = fused.Convolution;
        string formula =
            $"out[oh, ow, oc] = {(hasBias ? "bias[oc] + " : "")}Σ in[{Index("oh", v, "kh")}, {Index("ow", h, "kw")}, ic] · weight[oc, ic, kh, kw]";
        return
        [
            $"{node.Node.Name}: {fused.Describe()}: {node.InputShape(0)} → {node.Node.Shape}.",
            formula + ".",
            node.Algorithm + ".",
        ];
    }

    private static string Index(string output, Geometry.WindowAxis axis, string kernel)
    {
        string scaled = axis.S == 1 ? output : FormattableString.Invariant($"{axis.S}·{output}");
        string dilated = axis.D == 1 ? kernel : FormattableString.Invariant($"{axis.D}·{kernel}");
        return scaled + " + " + dilated + (axis.Before == 0 ? "" : FormattableString.Invariant($" − {axis.Before}"));
    }
}
