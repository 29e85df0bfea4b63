using CnnGen.Tool.Import.Constants;
using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>Elements of an axis by their numbers, which are known: channels in another order.</summary>
internal static class GatherOperator
{
    public static readonly OnnxOperator Definition = new("Gather", "`Slice`, or a 1×1 `Conv` of zeros and ones", Translate);

    private static void Translate(Translation t, OnnxNode node)
    {
        int[] shape = t.ShapeOf(node.Inputs[0]);
        OnnxTensor indices = t.Constant(node.Inputs[1]);
        int axis = node.Axis(0, shape.Length);
        if (indices.IsReal || indices.Rank > 1 || indices.Length == 0)
        {
            throw new NotExpressibleException("indices that are no vector of whole numbers");
        }

        int[] rows = Array.ConvertAll(indices.Integers, index => index >= -shape[axis] && index < shape[axis]
            ? (int)(index < 0 ? index + shape[axis] : index)
            : throw new OnnxFileException($"{node}: index {index} of {shape[axis]}."));
        IEnumerable<int>[] sources = [.. shape.Select((length, other) => other == axis ? rows : Enumerable.Range(0, length))];
        ChannelSelection.Define(t, node.Inputs[0], node.Outputs[0], [axis], sources);
        if (indices.Rank == 0)
        {
            Value x = t.Raw(node.Outputs[0]);
            t.Define(node.Outputs[0], Reshaping.Reshape(t, x, [.. x.Shape.Where((_, other) => other != axis)]));
        }
    }
}
