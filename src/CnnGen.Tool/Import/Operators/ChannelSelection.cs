using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>Some elements of axes that are channels.</summary>
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
        if (cut.Any(axis => roles[axis] != 'C'))
        {
            throw new NotExpressibleException("a part of the rows or columns of an image");
        }

        // The old channel of each new one: axes that are channels, the last of them fastest.
        int[] channels = [0];
        foreach (int axis in Enumerable.Range(0, x.Rank).Where(axis => roles[axis] == 'C'))
        {
            channels = [.. channels.SelectMany(_ => sources[axis], (outer, index) => (outer * shape[axis]) + index)];
        }

        Layer layer = t.Mix(x.Layer, channels.Length, (to, from) => channels[to] == from ? 1f : 0f);
        t.Define(output, layer, [.. sources.Select(source => source.Count())], roles);
    }
}
