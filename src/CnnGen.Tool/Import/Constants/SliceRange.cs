using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Constants;

/// <summary>A slice: where it begins along each axis, its steps, and the shape it gives.</summary>
internal sealed class SliceRange
{
    private SliceRange(int[] shape)
    {
        From = shape;
        Starts = new int[shape.Length];
        Steps = [.. shape.Select(_ => 1)];
        Shape = [.. shape];
    }

    public int[] From { get; }

    public int[] Starts { get; }

    public int[] Steps { get; }

    public int[] Shape { get; }

    /// <summary>The axes that lose something or change their order.</summary>
    public int[] CutAxes => [.. Enumerable.Range(0, From.Length).Where(axis => Shape[axis] != From[axis] || Steps[axis] != 1)];

    /// <summary>The arguments are attributes up to version 9 and inputs from 10 on.</summary>
    public static SliceRange Read(OnnxNode node, int[] shape, Func<int, OnnxTensor?> input)
    {
        long[]? Argument(string name, int index) => input(index) is { } tensor
            ? (tensor.IsReal ? throw new OnnxFileException($"{node}: bounds are whole numbers.") : tensor.Integers)
            : node.Integers(name)?.Select(value => (long)value).ToArray();
        long[] starts = Argument("starts", 1) ?? throw new OnnxFileException($"{node} does not say where it begins.");
        long[] ends = Argument("ends", 2) ?? throw new OnnxFileException($"{node} does not say where it ends.");
        long[] axes = Argument("axes", 3) ?? [.. Enumerable.Range(0, starts.Length).Select(axis => (long)axis)];
        long[] steps = Argument("", 4) ?? [.. starts.Select(_ => 1L)];
        if (ends.Length != starts.Length || axes.Length != starts.Length || steps.Length != starts.Length || steps.Contains(0))
        {
            throw new OnnxFileException($"{node}: its bounds do not belong together.");
        }

        SliceRange range = new(shape);
        for (int i = 0; i < axes.Length; i++)
        {
            int axis = node.Normalise(axes[i], shape.Length);
            if (axis == shape.Length)
            {
                throw new OnnxFileException($"{node}: the axis {axis} is not one of {shape.Length}.");
            }

            range.Cut(axis, starts[i], ends[i], (int)Math.Clamp(steps[i], -int.MaxValue, int.MaxValue));
        }

        return range;
    }

    private void Cut(int axis, long start, long end, int step)
    {
        long size = From[axis];
        long Place(long place) => place < 0 ? Math.Max(-1L, place + size) : Math.Min(place, size);
        long first = Math.Clamp(Place(start), 0, step > 0 ? size : Math.Max(0, size - 1));
        long last = step > 0 ? Math.Clamp(Place(end), 0, size) : end < -size ? -1 : Math.Clamp(Place(end), -1, size - 1);
        Starts[axis] = (int)first;
        Steps[axis] = step;
        Shape[axis] = (int)Math.Max(0, (last - first + step - Math.Sign(step)) / step);
    }
}
