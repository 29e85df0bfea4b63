using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import;

/// <summary>The same elements as an array of another shape.</summary>
internal static class Reshaping
{
    /// <exception cref="NotExpressibleException">The new axes end within old ones, and the values would have to be moved.</exception>
    public static Value Reshape(Translation t, Value value, int[] shape)
    {
        if (Sizes.Product(value.Shape) != Sizes.Product(shape))
        {
            throw new OnnxFileException($"{t.Node}: [{string.Join(", ", value.Shape)}] cannot have the shape [{string.Join(", ", shape)}].");
        }

        if (TryRegroup(value, shape) is { } regrouped)
        {
            return regrouped;
        }

        if (value.Layout is null)
        {
            return t.Recut(value, shape);
        }

        // As a vector in its own order the image has any shape.
        Value vector = t.Bring(value, new string('C', value.Rank));
        return Translation.Make(vector.Layer, shape, new string('C', shape.Length));
    }

    /// <summary>The new axes as products of the factors of the old ones, which are split where needed; null where one ends within a factor.</summary>
    private static Value? TryRegroup(Value value, int[] shape)
    {
        // On a copy of the sizes first, since a split cannot be taken back.
        if (!Walk([.. value.InOrder.Select(factor => (factor.Size, (Factor?)null))], shape, out _))
        {
            return null;
        }

        Walk([.. value.InOrder.Select(factor => (factor.Size, (Factor?)factor))], shape, out List<IReadOnlyList<Factor>> axes);
        return value with { Axes = axes };
    }

    private static bool Walk(List<(int Size, Factor? Factor)> factors, int[] shape, out List<IReadOnlyList<Factor>> axes)
    {
        axes = [];
        int next = 0;
        foreach (int size in shape)
        {
            List<Factor> axis = [];
            int left = size;
            while (left > 1)
            {
                (int factorSize, Factor? factor) = factors[next];
                if (left % factorSize != 0)
                {
                    if (factorSize % left != 0)
                    {
                        return false;
                    }

                    factor?.Split(left);
                    Factor[] parts = factor is null ? [] : [.. factor.Leaves];
                    factors[next] = (left, parts.FirstOrDefault());
                    factors.Insert(next + 1, (factorSize / left, parts.LastOrDefault()));
                    continue;
                }

                if (factor is not null)
                {
                    axis.Add(factor);
                }

                left /= factorSize;
                next++;
            }

            axes.Add(axis);
        }

        return next == factors.Count;
    }
}
