using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Constants;

/// <summary>Arithmetic on arrays that are known, repeated along axes of one element as ONNX does.</summary>
internal static class Arithmetic
{
    public static Func<OnnxNode, OnnxTensor?[], IReadOnlyList<OnnxTensor>> Binary(Func<float, float, float> real, Func<long, long, long> whole) =>
        (_, inputs) =>
            [inputs.Skip(1).Aggregate(inputs[0]!, (a, b) => Combine(a, b!, real, whole))];

    public static Func<OnnxNode, OnnxTensor?[], IReadOnlyList<OnnxTensor>> Comparison(Func<double, double, bool> compare) => (_, inputs) =>
    {
        (OnnxTensor a, OnnxTensor b) = (inputs[0]!, inputs[1]!);
        int[] shape = BroadcastShape(a.Shape, b.Shape);
        double[] left = Numbers(Arrays.Expand(a, shape));
        double[] right = Numbers(Arrays.Expand(b, shape));
        return [new OnnxTensor(shape, [.. left.Zip(right, (x, y) => compare(x, y) ? 1L : 0L)])];
    };

    public static Func<OnnxNode, OnnxTensor?[], IReadOnlyList<OnnxTensor>> Unary(Func<float, float> real, Func<long, long>? whole = null) => (node, inputs) =>
    {
        OnnxTensor a = inputs[0]!;
        return a.IsReal ? [new OnnxTensor(a.Shape, Array.ConvertAll(a.Values, value => real(value)))]
            : whole is not null ? [new OnnxTensor(a.Shape, Array.ConvertAll(a.Integers, value => whole(value)))]
            : throw new NotExpressibleException("a function of whole numbers");
    };

    public static Func<OnnxNode, OnnxTensor?[], IReadOnlyList<OnnxTensor>> Reduction(Func<double, double, double> combine, double start) => (node, inputs) =>
    {
        OnnxTensor a = inputs[0]!;
        int[] axes = TargetShape.ReducedAxes(node, a.Rank, inputs.ElementAtOrDefault(1));
        int[] kept = [.. Enumerable.Range(0, a.Rank).Where(axis => !axes.Contains(axis))];
        double[] values = Numbers(a.Permuted([.. kept, .. axes]));
        int length = (int)Sizes.Product(kept.Select(axis => a.Shape[axis]));
        double[] result = [.. Enumerable
            .Range(0, length)
            .Select(i => values.Skip(i * (values.Length / Math.Max(1, length))).Take(values.Length / Math.Max(1, length)).Aggregate(start, combine))];
        int[] shape = node.Integer("keepdims", 1) == 1
            ? [.. a.Shape.Select((size, axis) => axes.Contains(axis) ? 1 : size)]
            : [.. kept.Select(axis => a.Shape[axis])];
        return [a.IsReal
            ? new OnnxTensor(shape, Array.ConvertAll(result, value => (float)value))
            : new OnnxTensor(shape, Array.ConvertAll(result, value => (long)value))];
    };

    public static OnnxTensor Combine(OnnxTensor a, OnnxTensor b, Func<float, float, float> real, Func<long, long, long> whole)
    {
        int[] shape = BroadcastShape(a.Shape, b.Shape);
        (a, b) = (Arrays.Expand(a, shape), Arrays.Expand(b, shape));
        return a.IsReal || b.IsReal
            ? new OnnxTensor(shape, [.. a.AsReals().Zip(b.AsReals(), real)])
            : new OnnxTensor(shape, [.. a.Integers.Zip(b.Integers, whole)]);
    }

    public static OnnxTensor Where(OnnxTensor condition, OnnxTensor a, OnnxTensor b)
    {
        int[] shape = BroadcastShape(condition.Shape, BroadcastShape(a.Shape, b.Shape));
        double[] choose = Numbers(Arrays.Expand(condition, shape));
        (a, b) = (Arrays.Expand(a, shape), Arrays.Expand(b, shape));
        return a.IsReal || b.IsReal
            ? new OnnxTensor(shape, [.. choose.Select((yes, i) => yes != 0 ? a.AsReals()[i] : b.AsReals()[i])])
            : new OnnxTensor(shape, [.. choose.Select((yes, i) => yes != 0 ? a.Integers[i] : b.Integers[i])]);
    }

    public static OnnxTensor Cast(OnnxTensor tensor, OnnxType type) =>
        type == OnnxType.Bool ? new OnnxTensor(tensor.Shape, [.. Numbers(tensor).Select(value => value != 0 ? 1L : 0L)])
        : type.IsReal() ? (tensor.IsReal ? tensor : new OnnxTensor(tensor.Shape, tensor.AsReals()))
        : type.IsWhole() ? (tensor.IsReal ? new OnnxTensor(tensor.Shape, Array.ConvertAll(tensor.Values, value => (long)value)) : tensor)
        : throw new NotExpressibleException($"a conversion to {type}");

    public static long Quotient(long a, long b) => b != 0 ? a / b : throw new OnnxFileException("A constant is divided by 0.");

    public static long Remainder(long a, long b) => b != 0 ? ((a % b) + b) % b : throw new OnnxFileException("A constant is divided by 0.");

    /// <summary>The shape of both together: axes are counted from the end, and one of a single element is repeated.</summary>
    public static int[] BroadcastShape(int[] a, int[] b)
    {
        int rank = Math.Max(a.Length, b.Length);
        int[] shape = new int[rank];
        for (int axis = 1; axis <= rank; axis++)
        {
            int x = axis <= a.Length ? a[^axis] : 1;
            int y = axis <= b.Length ? b[^axis] : 1;
            shape[^axis] = x == 1 ? y : y == 1 || x == y ? x
                : throw new OnnxFileException($"Arrays of the shapes [{string.Join(", ", a)}] and [{string.Join(", ", b)}] do not go together.");
        }

        return shape;
    }

    private static double[] Numbers(OnnxTensor tensor) =>
        tensor.IsReal ? Array.ConvertAll(tensor.Values, value => (double)value) : Array.ConvertAll(tensor.Integers, value => (double)value);
}
