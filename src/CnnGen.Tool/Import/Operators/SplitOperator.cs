using CnnGen.Tool.Import.Constants;
using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>Parts along an axis.</summary>
internal static class SplitOperator
{
    public static readonly OnnxOperator Definition = new("Split", "a `Slice` for each part", Translate);

    private static void Translate(Translation t, OnnxNode node)
    {
        int[] shape = t.ShapeOf(node.Inputs[0]);
        int axis = node.Axis(0, shape.Length);
        int first = 0;
        foreach ((int size, string output) in SplitSizes.Read(node, shape[axis], t.ConstantOrNull(node, 1)).Zip(node.Outputs))
        {
            int start = first;
            IEnumerable<int>[] sources = [.. shape.Select((length, other) => other == axis ? Enumerable.Range(start, size) : Enumerable.Range(0, length))];
            if (size == 0)
            {
                throw new NotExpressibleException("an axis has no elements");
            }

            ChannelSelection.Define(t, node.Inputs[0], output, [axis], sources);
            first += size;
        }
    }
}
