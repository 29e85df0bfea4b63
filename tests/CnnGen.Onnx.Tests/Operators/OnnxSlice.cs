using CnnGen.Onnx.Tests.Translation;

namespace CnnGen.Onnx.Tests.Operators;

/// <summary>A slice: where it begins along each axis, its steps, and the shape it gives.</summary>
internal sealed class OnnxSlice
{
    private readonly int[] _from;
    private readonly int[] _starts;
    private readonly int[] _steps;

    private OnnxSlice(int[] shape)
    {
        _from = shape;
        _starts = new int[shape.Length];
        _steps = [.. shape.Select(_ => 1)];
        Shape = [.. shape];
    }

    public int[] Shape { get; }

    /// <summary>The axes that are cut.</summary>
    public required int[] Axes { get; init; }

    /// <summary>The arguments are attributes up to version 9 and inputs from 10 on.</summary>
    public static OnnxSlice Read(Translator t, OnnxNode node, int[] shape)
    {
        int[]? Argument(string name, int input) => node.HasInput(input)
            ? [.. t.Constant(node.Proto.Input[input]).Integers.Select(value => (int)Math.Clamp(value, int.MinValue, int.MaxValue))]
            : node.Integers(name);
        int[] starts = Argument("starts", 1)!;
        int[] ends = Argument("ends", 2)!;
        int[] axes = [.. (Argument("axes", 3) ?? [.. Enumerable.Range(0, starts.Length)]).Select(axis => axis < 0 ? axis + shape.Length : axis)];
        int[] steps = Argument("", 4) ?? [.. starts.Select(_ => 1)];
        OnnxSlice slice = new(shape) { Axes = axes };
        for (int i = 0; i < axes.Length; i++)
        {
            slice.Cut(axes[i], starts[i], ends[i], steps[i]);
        }

        return slice;
    }

    /// <summary>For each element of the cut axes together, the element it is taken from.</summary>
    public int[] Sources()
    {
        int[] sources = [0];
        foreach (int axis in Axes.Order())
        {
            sources = [.. sources.SelectMany(_ => Enumerable.Range(0, Shape[axis]), (outer, i) => (outer * _from[axis]) + _starts[axis] + (i * _steps[axis]))];
        }

        return sources;
    }

    private void Cut(int axis, int start, int end, int step)
    {
        int size = _from[axis];
        int Place(int place) => place < 0 ? (int)Math.Max(-1L, (long)place + size) : Math.Min(place, size);
        int first = Math.Clamp(Place(start), 0, step > 0 ? size : size - 1);
        int last = step > 0 ? Math.Clamp(Place(end), 0, size) : Math.Clamp(Place(end), -1, size - 1);
        _starts[axis] = first;
        _steps[axis] = step;
        Shape[axis] = Math.Max(0, (last - first + step - Math.Sign(step)) / step);
    }
}
