using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>A constant beside a value: one number, or one for each channel.</summary>
internal static class ChannelVector
{
    /// <summary>The value with each channel times a number.</summary>
    public static Value Scaled(Translation t, Value x, float factor) => t.Affine(x, [.. Enumerable.Repeat(factor, x.Layout!.Shape.Channels)], null);

    /// <summary>A value, and the constant's number for each of its channels in their order in memory.</summary>
    /// <exception cref="NotExpressibleException">The constant differs from pixel to pixel.</exception>
    public static (Value X, float[] Numbers) Read(Translation t, string name, OnnxTensor constant)
    {
        Value raw = t.Raw(name);
        int added = constant.Rank - raw.Rank;
        if (added > 0)
        {
            // Axes of one element in front of a value are new axes.
            raw = Reshaping.Reshape(t, raw, [.. Enumerable.Repeat(1, added), .. raw.Shape]);
        }

        int offset = raw.Rank - constant.Rank;
        int[] shape = raw.Shape;
        int[] along = [.. Enumerable.Range(0, constant.Rank).Where(axis => constant.Shape[axis] != 1).Select(axis => axis + offset)];
        if (along.Any(axis => constant.Shape[axis - offset] != shape[axis]))
        {
            throw new NotExpressibleException($"a constant {constant} beside an array [{string.Join(", ", shape)}]");
        }

        Value x = raw.Layout is not null ? raw
            : along.Length == 0 || along is [1] || !t.Options.AllowsSeveralImages ? t.Bring(raw, Translation.DefaultRoles(raw.Rank))
            : t.Bring(raw, Translation.ChannelsAmongImages(raw.Rank, along));
        HashSet<Factor> counted = [.. along.SelectMany(x.Axis)];
        if (!counted.IsSubsetOf(x.Layout![Place.Channel]))
        {
            throw new NotExpressibleException("a constant that differs from pixel to pixel");
        }

        float[] values = constant.AsReals();
        return (x, Array.ConvertAll(x.ChannelIndices(counted.Contains), index => values[index]));
    }
}
