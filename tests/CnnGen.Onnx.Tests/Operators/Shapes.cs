using CnnGen.Onnx.Tests.Suite;
using CnnGen.Onnx.Tests.Translation;

namespace CnnGen.Onnx.Tests.Operators;

/// <summary>Operators that move values without changing them.</summary>
internal static class Shapes
{
    public static void Constant(Translator t, OnnxNode node) => t.Define(node.Proto.Output[0], node.Tensor("value"));

    /// <summary>Axes before one count images, the others are an image.</summary>
    public static void Flatten(Translator t, OnnxNode node)
    {
        int[] shape = t.ShapeOf(node.Proto.Input[0]);
        int axis = node.Axis(1, shape.Length);
        Value x = t.Read(node.Proto.Input[0], new string('N', axis) + Placements.OneImage(shape.Length - axis));
        t.Define(node.Proto.Output[0], new Value(t.Layer("Flatten", x.Label), [x.Size('N'), x.Channels * x.Size('H') * x.Size('W')], "NC"));
    }

    public static void Reshape(Translator t, OnnxNode node)
    {
        int[] shape = t.ShapeOf(node.Proto.Input[0]);
        bool zeroMeansKeep = node.Integer("allowzero", 0) == 0;
        int[] wanted = [.. t.Constant(node.Proto.Input[1]).Integers.Select((size, axis) => size == 0 && zeroMeansKeep ? shape[axis] : (int)size)];
        int known = wanted.Where(size => size > 0).Aggregate(1, (a, b) => a * b);
        View(t, node, [.. wanted.Select(size => size < 0 ? shape.Aggregate(1, (a, b) => a * b) / known : size)]);
    }

    public static void Squeeze(Translator t, OnnxNode node)
    {
        int[] shape = t.ShapeOf(node.Proto.Input[0]);
        int[] axes = Axes(t, node, shape.Length);
        View(t, node, [.. shape.Where((_, axis) => !axes.Contains(axis))]);
    }

    public static void Unsqueeze(Translator t, OnnxNode node)
    {
        int[] shape = t.ShapeOf(node.Proto.Input[0]);
        int rank = shape.Length + (node.HasInput(1) ? t.Constant(node.Proto.Input[1]).Integers.Length : node.Integers("axes")!.Length);
        int[] axes = Axes(t, node, rank);
        List<int> result = [.. shape];
        foreach (int axis in axes.Order())
        {
            result.Insert(axis, 1);
        }

        View(t, node, [.. result]);
    }

    /// <summary>Flatten turns rows, columns, channels into channels, rows, columns: what that does to an input in its own order is expressible.</summary>
    public static void Transpose(Translator t, OnnxNode node)
    {
        string name = node.Proto.Input[0];
        int rank = t.ShapeOf(name).Length;
        int[] order = node.Integers("perm") ?? [.. Enumerable.Range(0, rank).Reverse()];
        if (t.IsConstant(name))
        {
            t.Define(node.Proto.Output[0], t.Constant(name).Permuted(order));
            return;
        }

        int[] shape = [.. order.Select(axis => t.ShapeOf(name)[axis])];
        string placement = string.Concat(order) switch
        {
            "012" => "NNC",
            "021" => "NWC",
            "201" => "HWC",
            "120" => "WCC",
            _ => throw new NotExpressibleException("Flatten does not give this order"),
        };
        Value x = t.Read(name, placement);
        int images = placement.Count(letter => letter == 'N');
        t.Define(node.Proto.Output[0], new Value(t.Layer("Flatten", x.Label), shape, new string('N', images) + new string('C', rank - images)));
    }

    /// <summary>A constant v around x is a zero around x − v, with v added afterwards.</summary>
    public static void Pad(Translator t, OnnxNode node)
    {
        if (node.Text("mode", "constant") != "constant")
        {
            throw new NotExpressibleException("padding with values of the image");
        }

        int[] pads = node.Integers("pads") ?? [.. t.Constant(node.Proto.Input[1]).Integers.Select(size => (int)size)];
        float constant = node.HasInput(2) ? t.Constant(node.Proto.Input[2]).Scalar : node.Real("value", 0f);
        Value x = t.Read(node.Proto.Input[0], "NCHW");
        if (pads[0] != 0 || pads[1] != 0 || pads[4] != 0 || pads[5] != 0)
        {
            throw new NotExpressibleException("padding of other axes than rows and columns");
        }

        string before = constant == 0f ? x.Label : Shift(t, x.Label, x.Channels, -constant);
        int[] sides = [pads[2], pads[6], pads[3], pads[7]];
        string padded = t.Layer("ZeroPad", before, sides.Select(Translator.Number));
        string label = constant == 0f ? padded : Shift(t, padded, x.Channels, constant);
        t.Define(node.Proto.Output[0], x with { Label = label, Shape = [.. x.Shape.Select((size, axis) => size + pads[axis] + pads[axis + 4])] });
    }

    /// <summary>Each output channel is the channel that the slice takes: all axes that are cut are channels.</summary>
    public static void Slice(Translator t, OnnxNode node)
    {
        int[] shape = t.ShapeOf(node.Proto.Input[0]);
        OnnxSlice slice = OnnxSlice.Read(t, node, shape);
        if (slice.Shape.Contains(0))
        {
            throw new NotExpressibleException("an axis has no elements");
        }

        Value x = t.Read(node.Proto.Input[0], Placements.ChannelsAmongImages(shape.Length, slice.Axes));
        int[] sources = slice.Sources();
        string label = t.Mix(x.Label, sources.Length, x.Channels, (output, input) => input == sources[output] ? 1f : 0f);
        t.Define(node.Proto.Output[0], x with { Label = label, Shape = slice.Shape });
    }

    public static void Resize(Translator t, OnnxNode node)
    {
        string mode = node.Text("mode", "nearest");
        string coordinates = node.Text("coordinate_transformation_mode", "half_pixel");
        if (mode == "cubic" || !node.HasInput(2) || coordinates is not ("half_pixel" or "asymmetric"))
        {
            throw new NotExpressibleException(mode == "cubic" ? "cubic interpolation" : "scales that are not whole, or other coordinates");
        }

        float[] scales = t.Constant(node.Proto.Input[2]).Values;
        bool isNearestAsRepeated = coordinates == "half_pixel" && node.Text("nearest_mode", "round_prefer_floor") == "round_prefer_floor";
        if (scales.Any(scale => scale < 1 || scale != MathF.Round(scale)) || (mode == "nearest" && !isNearestAsRepeated))
        {
            throw new NotExpressibleException("scales that are not whole, or other coordinates");
        }

        Value x = t.Read(node.Proto.Input[0], "NCHW");
        string[] properties = mode == "nearest" ? []
            : ["Mode = Interpolation.Bilinear", $"Coordinates = UpsampleCoordinates.{(coordinates == "half_pixel" ? "HalfPixel" : "Asymmetric")}"];
        string label = t.Layer("Upsample", x.Label, [Translator.Number((int)scales[2]), Translator.Number((int)scales[3]), .. properties]);
        t.Define(node.Proto.Output[0], x with { Label = label, Shape = [.. x.Shape.Select((size, axis) => size * (int)scales[axis])] });
    }

    private static string Shift(Translator t, string from, int channels, float by) =>
        t.Mix(from, channels, channels, (output, input) => output == input ? 1f : 0f, [.. Enumerable.Repeat(by, channels)]);

    private static int[] Axes(Translator t, OnnxNode node, int rank)
    {
        IEnumerable<int> axes = node.HasInput(1) ? t.Constant(node.Proto.Input[1]).Integers.Select(axis => (int)axis) : node.Integers("axes")!;
        return [.. axes.Select(axis => axis < 0 ? axis + rank : axis)];
    }

    /// <summary>The same values in another shape. Axes of one element come and go; an input that no layer has read may have any shape.</summary>
    private static void View(Translator t, OnnxNode node, int[] shape)
    {
        Value x = t.Raw(node.Proto.Input[0]);
        if (x.Placement is not null)
        {
            if (!x.Shape.Where(size => size > 1).SequenceEqual(shape.Where(size => size > 1)))
            {
                throw new NotExpressibleException("another shape between layers");
            }

            Queue<char> letters = new(x.Placement.Where((_, axis) => x.Shape[axis] > 1));
            x = x with { Placement = string.Concat(shape.Select(size => size > 1 ? letters.Dequeue() : 'C')) };
        }

        t.Define(node.Proto.Output[0], x with { Shape = shape });
    }
}
