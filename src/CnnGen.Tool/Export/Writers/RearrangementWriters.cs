using CnnGen.Generator.Ir;
using CnnGen.Generator.Operators.Pooling;
using CnnGen.Generator.Operators.Shapes;

namespace CnnGen.Tool.Export.Writers;

/// <summary>What moves values, and what adds them up along an axis.</summary>
internal static class RearrangementWriters
{
    // From this version on the axes of a mean are an input.
    private const int AxesAsInput = 18;

    public static readonly LayerWriter Slice = LayerWriter.Of<Slice>((layer, slice) =>
    {
        string Bound(string what, int value) => layer.Model.Integers($"{layer.Layer.Name}_{what}", value);
        string[] bounds =
        [
            Bound("start", slice.Start),
            Bound("end", slice.Start + ((slice.Count - 1) * slice.Step) + 1),
            Bound("axis", Index(slice.Axis)),
            Bound("step", slice.Step),
        ];
        return layer.Output(layer.Node("Slice", [layer.Image(layer.Input).Name, .. bounds]));
    });

    public static readonly LayerWriter ChannelShuffle = LayerWriter.Of<ChannelShuffle>((layer, shuffle) =>
    {
        TensorShape shape = layer.Layer.Shape;
        string groups = Reshaped(layer, layer.Image(layer.Input).Name, "groups", 0, shuffle.Groups, shape.Channels / shuffle.Groups, shape.Height, shape.Width);
        return layer.Output(Reshaped(layer, Permuted(layer, groups, 0, 2, 1, 3, 4), "channels", 0, shape.Channels, shape.Height, shape.Width));
    });

    public static readonly LayerWriter PixelShuffle = LayerWriter.Of<PixelShuffle>((layer, shuffle) => layer.Output(layer.Node(
        "DepthToSpace",
        [layer.Image(layer.Input).Name],
        ModelWriter.Attribute("blocksize", shuffle.Scale),
        ModelWriter.Attribute("mode", shuffle.SquaresFirst ? "DCR" : "CRD"))));

    /// <summary>ONNX's own operator puts the squares first.</summary>
    public static readonly LayerWriter PixelUnshuffle = LayerWriter.Of<PixelUnshuffle>((layer, shuffle) =>
    {
        string image = layer.Image(layer.Input).Name;
        if (shuffle.SquaresFirst)
        {
            return layer.Output(layer.Node("SpaceToDepth", [image], ModelWriter.Attribute("blocksize", shuffle.Scale)));
        }

        (TensorShape from, TensorShape to, int r) = (layer.Input.Shape, layer.Layer.Shape, shuffle.Scale);
        string squares = Reshaped(layer, image, "squares", 0, from.Channels, to.Height, r, to.Width, r);
        return layer.Output(Reshaped(layer, Permuted(layer, squares, 0, 1, 3, 5, 2, 4), "channels", 0, to.Channels, to.Height, to.Width));
    });

    public static readonly LayerWriter Transpose = LayerWriter.Of<Transpose>((layer, transpose) =>
    {
        int[] order = [0, 1, 2, 3];
        (order[Index(transpose.First)], order[Index(transpose.Second)]) = (order[Index(transpose.Second)], order[Index(transpose.First)]);
        return layer.Output(Permuted(layer, layer.Image(layer.Input).Name, order));
    });

    public static readonly LayerWriter Reshape = LayerWriter.Of<Reshape>((layer, reshape) =>
    {
        (string image, TensorShape shape) = (layer.Image(layer.Input).Name, reshape.Output);
        if (reshape.ChannelsFirst)
        {
            return layer.Output(Reshaped(layer, image, "shape", 0, shape.Channels, shape.Height, shape.Width));
        }

        string last = Reshaped(layer, Permuted(layer, image, 0, 2, 3, 1), "shape", 0, shape.Height, shape.Width, shape.Channels);
        return layer.Output(Permuted(layer, last, 0, 3, 1, 2));
    });

    public static readonly LayerWriter AxisReduction = LayerWriter.Of<AxisReduction>((layer, reduction) =>
    {
        (string image, int axis) = (layer.Image(layer.Input).Name, Index(reduction.Axis));
        bool asInput = !reduction.IsMean || layer.Model.OperatorSet >= AxesAsInput;
        string type = reduction.IsMean ? "ReduceMean" : "ReduceSum";
        return layer.Output(asInput
            ? layer.Node(type, [image, layer.Model.Integers(layer.Layer.Name + "_axis", axis)], ModelWriter.Attribute("keepdims", 1))
            : layer.Node(type, [image], ModelWriter.List("axes", axis), ModelWriter.Attribute("keepdims", 1)));
    });

    /// <summary>Where sizes divide, equal windows; else a product with a matrix for each axis, whose rows are the shares of the pixels.</summary>
    public static readonly LayerWriter AdaptiveAveragePool = LayerWriter.Of<AdaptiveAveragePool>((layer, pool) =>
    {
        string image = layer.Image(layer.Input).Name;
        (AdaptiveAxis rows, AdaptiveAxis columns) = (pool.Rows, pool.Columns);
        if (rows.N % rows.OutputSize == 0 && columns.N % columns.OutputSize == 0)
        {
            int[] window = [rows.N / rows.OutputSize, columns.N / columns.OutputSize];
            return layer.Output(layer.Node("AveragePool", [image], ModelWriter.List("kernel_shape", window), ModelWriter.List("strides", window)));
        }

        string left = layer.Model.Reals(layer.Layer.Name + "_rows", [rows.OutputSize, rows.N], Matrix(rows));
        float[] shares = Matrix(columns);
        float[] transposed = [.. Enumerable.Range(0, shares.Length).Select(i => shares[(i % columns.OutputSize * columns.N) + (i / columns.OutputSize)])];
        string right = layer.Model.Reals(layer.Layer.Name + "_columns", [columns.N, columns.OutputSize], transposed);
        return layer.Output(layer.Node("MatMul", [layer.Node("MatMul", [left, image]), right]));
    });

    /// <summary>The axis of [image, channel, row, column].</summary>
    public static int Index(Axis axis) => axis switch
    {
        Axis.Rows => 2,
        Axis.Columns => 3,
        _ => 1,
    };

    private static float[] Matrix(AdaptiveAxis axis)
    {
        float[] shares = new float[axis.OutputSize * axis.N];
        for (int output = 0; output < axis.OutputSize; output++)
        {
            foreach (AxisTap tap in axis.Taps(output))
            {
                shares[(output * axis.N) + tap.Index] = tap.Weight;
            }
        }

        return shares;
    }

    private static string Reshaped(LayerContext layer, string input, string name, params int[] sizes) =>
        layer.Node("Reshape", [input, layer.Model.Integers($"{layer.Layer.Name}_{name}", [.. sizes.Select(size => (long)size)])]);

    private static string Permuted(LayerContext layer, string input, params int[] order) => layer.Node("Transpose", [input], ModelWriter.List("perm", order));
}
