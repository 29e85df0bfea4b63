namespace CnnGen.Tool.Import;

/// <summary>The output of a layer, seen as an array of ONNX.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Axes">The factors of each axis of the array; an axis of one element has none.</param>
/// <param name="Layout">Where they stand in the layer's images; null for an input that no layer has read.</param>
internal sealed record Value(Layer Layer, IReadOnlyList<IReadOnlyList<Factor>> Axes, Layout? Layout)
{
    public int[] Shape => [.. Axes.Select(axis => axis.Aggregate(1, (product, factor) => product * factor.Size))];

    public int Rank => Axes.Count;

    /// <summary>All factors in the order of the array.</summary>
    public IEnumerable<Factor> InOrder => Axes.SelectMany(Leaves);

    /// <summary>The factors of an axis.</summary>
    public IEnumerable<Factor> Axis(int axis) => Leaves(Axes[axis]);

    /// <summary>For each element of the array, its place in the layer's images in memory.</summary>
    public int[] PlacesInMemory()
    {
        Dictionary<Factor, int> strides = [];
        int stride = 1;
        foreach (Factor factor in Layout!.InMemory.Reverse())
        {
            strides[factor] = stride;
            stride *= factor.Size;
        }

        Factor[] order = [.. InOrder];
        return Places([.. order.Select(factor => factor.Size)], [.. order.Select(factor => strides[factor])]);
    }

    /// <summary>For each channel of the layer, the index that it has along the axes that channels are, in the order of these axes.</summary>
    public int[] ChannelIndices(Func<Factor, bool> isCounted)
    {
        Dictionary<Factor, int> strides = [];
        int stride = 1;
        foreach (Factor factor in InOrder.Reverse().Where(isCounted))
        {
            strides[factor] = stride;
            stride *= factor.Size;
        }

        Factor[] channels = [.. Layout![Place.Channel]];
        return Places([.. channels.Select(factor => factor.Size)], [.. channels.Select(factor => strides.GetValueOrDefault(factor))]);
    }

    private static IEnumerable<Factor> Leaves(IReadOnlyList<Factor> axis) => axis.SelectMany(factor => factor.Leaves);

    /// <summary>The sum of index times stride for each combination of indices, the last of them fastest.</summary>
    private static int[] Places(int[] sizes, int[] strides)
    {
        int[] places = [0];
        for (int axis = 0; axis < sizes.Length; axis++)
        {
            int[] outer = places;
            (int size, int stride) = (sizes[axis], strides[axis]);
            places = new int[outer.Length * size];
            for (int i = 0; i < places.Length; i++)
            {
                places[i] = outer[i / size] + (i % size * stride);
            }
        }

        return places;
    }
}
