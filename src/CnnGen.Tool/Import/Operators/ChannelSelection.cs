using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>Some elements of axes: evenly spaced ones of one axis are a <c>Slice</c>, others that are channels a 1×1 convolution of zeros and ones.</summary>
internal static class ChannelSelection
{
    /// <param name="t">The translation.</param>
    /// <param name="input">The array.</param>
    /// <param name="output">The name of what is taken of it.</param>
    /// <param name="cutAxes">The axes of which something is taken.</param>
    /// <param name="sources">For each axis the elements that are taken, in their order.</param>
    public static void Define(Translation t, string input, string output, int[] cutAxes, IEnumerable<int>[] sources)
    {
        Value raw = t.Raw(input);
        int[] shape = raw.Shape;
        int[] cut = [.. cutAxes.Where(axis => !sources[axis].SequenceEqual(Enumerable.Range(0, shape[axis])))];
        if (cut.Length == 0)
        {
            t.Define(output, raw);
            return;
        }

        string roles = raw.Layout is null
            ? (t.Options.AllowsSeveralImages ? Translation.ChannelsAmongImages(raw.Rank, cut) : Translation.DefaultRoles(raw.Rank))
            : Translation.RolesOf(raw)?.Replace('1', 'C') ?? throw new NotExpressibleException("a part of an axis that is parts of several");
        Value x = t.Bring(raw, roles);
        int[] newShape = [.. sources.Select(source => source.Count())];
        if (Sliced(t, x, cut, sources, roles) is { } slice)
        {
            t.Define(output, slice, newShape, roles);
            return;
        }

        if (cut.Any(axis => roles[axis] != 'C'))
        {
            throw new NotExpressibleException("rows or columns of an image that are not evenly spaced");
        }

        // The old channel of each new one: axes that are channels, the last of them fastest.
        int[] channels = [0];
        foreach (int axis in Enumerable.Range(0, x.Rank).Where(axis => roles[axis] == 'C'))
        {
            channels = [.. channels.SelectMany(_ => sources[axis], (outer, index) => (outer * shape[axis]) + index)];
        }

        Layer layer = t.Mix(x.Layer, channels.Length, (to, from) => channels[to] == from ? 1f : 0f);
        t.Define(output, layer, newShape, roles);
    }

    /// <summary>A slice of one axis of the image; null where the elements are others.</summary>
    private static Layer? Sliced(Translation t, Value x, int[] cut, IEnumerable<int>[] sources, string roles)
    {
        if (cut is not [var axis] || roles[axis] == 'N' || Enumerable.Range(0, axis).Any(other => roles[other] == roles[axis] && x.Shape[other] > 1))
        {
            return null;
        }

        // Axes that stand behind this one in the same place are runs of its elements.
        int run = Enumerable.Range(axis + 1, x.Rank - axis - 1)
            .Where(other => roles[other] == roles[axis])
            .Aggregate(1, (product, other) => product * x.Shape[other]);
        int[] elements = [.. sources[axis]];
        int step = elements.Length > 1 ? elements[1] - elements[0] : 1;
        bool isEven = step > 0 && elements.Select((element, i) => element == elements[0] + (i * step)).All(same => same);
        if (!isEven || (step > 1 && run > 1))
        {
            return null;
        }

        int count = elements.Length * run;
        LayerShape old = x.Layout!.Shape;
        LayerShape shape = roles[axis] switch
        {
            'H' => old with { Height = count },
            'W' => old with { Width = count },
            _ => old with { Channels = count },
        };
        Layer slice = t.Add("Slice", x.Layer, shape, ImageAxes.Of(roles[axis]), elements[0] * run, count);
        return step > 1 ? slice.With("Step", step) : slice;
    }
}
