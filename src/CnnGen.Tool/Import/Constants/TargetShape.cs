using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Constants;

/// <summary>The shapes that operators of shape ask for, whether the array is known or an image.</summary>
internal static class TargetShape
{
    public static int[] Reshape(OnnxNode node, int[] shape, int[] wanted)
    {
        bool zeroMeansKeep = node.Integer("allowzero", 0) == 0;
        int[] sizes = [.. wanted.Select((size, axis) => size == 0 && zeroMeansKeep && axis < shape.Length ? shape[axis] : size)];
        int open = sizes.Count(size => size < 0);
        if (open > 1)
        {
            throw new OnnxFileException($"{node}: the shape [{string.Join(", ", wanted)}] leaves {open} sizes open.");
        }

        long length = Sizes.Product(shape);
        long known = Sizes.Product(sizes.Where(size => size >= 0));
        if (open == 1 ? known == 0 || length % known != 0 : known != length)
        {
            throw new OnnxFileException($"{node}: [{string.Join(", ", shape)}] cannot have the shape [{string.Join(", ", wanted)}].");
        }

        return [.. sizes.Select(size => size < 0 ? (int)(length / known) : size)];
    }

    public static int[] Flatten(OnnxNode node, int[] shape)
    {
        int axis = node.Axis(1, shape.Length);
        return [(int)Sizes.Product(shape.Take(axis)), (int)Sizes.Product(shape.Skip(axis))];
    }

    /// <summary>The axes are an attribute up to version 12 and an input from 13 on; without them every axis of one element goes.</summary>
    public static int[] Squeeze(OnnxNode node, int[] shape, OnnxTensor? axes)
    {
        int[]? given = AxesOf(node, shape.Length, axes);
        if (given is not null && given.Any(axis => axis >= shape.Length || shape[axis] != 1))
        {
            throw new OnnxFileException($"{node}: an axis of [{string.Join(", ", shape)}] that is to go has several elements.");
        }

        return [.. shape.Where((size, axis) => given is null ? size != 1 : !given.Contains(axis))];
    }

    public static int[] Unsqueeze(OnnxNode node, int[] shape, OnnxTensor? axes)
    {
        int count = axes?.Length ?? node.Integers("axes")?.Length ?? throw new OnnxFileException($"{node} names no axes.");
        List<int> result = [.. shape];
        foreach (int axis in AxesOf(node, shape.Length + count, axes)!.Order())
        {
            result.Insert(Math.Min(axis, result.Count), 1);
        }

        return [.. result];
    }

    public static int[] Permutation(OnnxNode node, int rank)
    {
        int[] order = node.Integers("perm") ?? [.. Enumerable.Range(0, rank).Reverse()];
        return order.Order().SequenceEqual(Enumerable.Range(0, rank))
            ? order
            : throw new OnnxFileException($"{node}: [{string.Join(", ", order)}] is no order of {rank} axes.");
    }

    /// <summary>
    /// The axes that a reduction removes: an attribute, or an input from version 13 or 18 on; without them all, unless the node says that none means none.
    /// </summary>
    public static int[] ReducedAxes(OnnxNode node, int rank, OnnxTensor? axes) =>
        AxesOf(node, rank, axes) is { Length: > 0 } given ? [.. given.Distinct().Order()]
        : node.Integer("noop_with_empty_axes", 0) == 1 ? []
        : [.. Enumerable.Range(0, rank)];

    private static int[]? AxesOf(OnnxNode node, int rank, OnnxTensor? axes)
    {
        IEnumerable<long>? given = axes is { IsReal: false } ? axes.Integers : node.Integers("axes")?.Select(axis => (long)axis);
        return given is null ? null : [.. given.Select(axis => Math.Min(node.Normalise(axis, rank), rank - 1))];
    }
}
