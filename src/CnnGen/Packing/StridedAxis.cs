namespace CnnGen.Packing;

/// <summary>One axis of a strided copy.</summary>
/// <param name="Extent">Size.</param>
/// <param name="Source">Step in the source.</param>
/// <param name="Target">Step in the target.</param>
internal readonly record struct StridedAxis(int Extent, int Source, int Target)
{
    /// <summary>The most axes a copy may have.</summary>
    public const int Most = 6;

    /// <summary>Fills in the axes of a copy.</summary>
    /// <returns>Number of axes.</returns>
    public static int Zip(Span<StridedAxis> axes, ReadOnlySpan<int> extents, ReadOnlySpan<int> source, ReadOnlySpan<int> target)
    {
        if (extents.Length > Most || source.Length != extents.Length || target.Length != extents.Length)
        {
            throw new ArgumentException(
                $"A strided copy has at most {Most} axes and as many steps: {extents.Length} sizes, {source.Length} and {target.Length} steps.");
        }

        for (int i = 0; i < extents.Length; i++)
        {
            axes[i] = new StridedAxis(extents[i], source[i], target[i]);
        }

        return extents.Length;
    }

    /// <summary>
    /// Sorts the axes of a copy, largest target step first, without those of size 1 and with those joined that run on in both.
    /// The axis along which the source runs is moved next to the innermost: the two are a transpose.
    /// </summary>
    /// <returns>Number of axes; at least 1.</returns>
    public static int Normalize(Span<StridedAxis> axes, ReadOnlySpan<StridedAxis> given)
    {
        int count = 0;
        foreach (StridedAxis axis in given)
        {
            if (axis.Extent != 1)
            {
                Insert(axes, count++, axis);
            }
        }

        for (int i = count - 2; i >= 0; i--)
        {
            if (axes[i].RunsOnInto(axes[i + 1]))
            {
                axes[i] = axes[i + 1] with { Extent = axes[i].Extent * axes[i + 1].Extent };
                axes[(i + 2)..count].CopyTo(axes[(i + 1)..]);
                count--;
            }
        }

        for (int i = 0; i < count - 2; i++)
        {
            if (axes[i].Source == 1)
            {
                StridedAxis transposed = axes[i];
                axes[(i + 1)..(count - 1)].CopyTo(axes[i..]);
                axes[count - 2] = transposed;
                break;
            }
        }

        if (count == 0)
        {
            axes[count++] = new StridedAxis(1, 1, 1);
        }

        return count;
    }

    private static void Insert(Span<StridedAxis> axes, int count, StridedAxis axis)
    {
        int at = count;
        for (; at > 0 && axes[at - 1].Target < axis.Target; at--)
        {
            axes[at] = axes[at - 1];
        }

        axes[at] = axis;
    }

    private bool RunsOnInto(StridedAxis inner) => Source == inner.Source * inner.Extent && Target == inner.Target * inner.Extent;
}
