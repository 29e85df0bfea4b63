using CnnGen.Tool.Import.Constants;
using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>A part of each axis.</summary>
internal static class SliceOperator
{
    public static readonly OnnxOperator Definition = new("Slice", "`Slice`; backwards a 1×1 `Conv` of zeros and ones", Translate);

    private static void Translate(Translation t, OnnxNode node)
    {
        SliceRange range = SliceRange.Read(node, t.ShapeOf(node.Inputs[0]), input => t.ConstantOrNull(node, input));
        if (range.Shape.Contains(0))
        {
            throw new NotExpressibleException("an axis has no elements");
        }

        IEnumerable<int>[] sources = [.. range.Shape.Select((size, axis) =>
            Enumerable.Range(0, size).Select(i => range.Starts[axis] + (i * range.Steps[axis])))];
        ChannelSelection.Define(t, node.Inputs[0], node.Outputs[0], range.CutAxes, sources);
    }
}
