namespace CnnGen.Tool.Onnx;

/// <summary>An array whose values are known, in row-major order: of real numbers (as floats, whatever their type was) or of whole numbers.</summary>
internal sealed class OnnxTensor
{
    public OnnxTensor(IReadOnlyList<int> shape, float[] values)
    {
        Shape = [.. shape];
        Values = values;
        Integers = [];
        IsReal = true;
        Check(values.Length);
    }

    public OnnxTensor(IReadOnlyList<int> shape, long[] integers)
    {
        Shape = [.. shape];
        Values = [];
        Integers = integers;
        Check(integers.Length);
    }

    public int[] Shape { get; }

    public float[] Values { get; }

    public long[] Integers { get; }

    /// <summary>Whether the elements are real numbers; then <see cref="Values"/> has them, else <see cref="Integers"/>.</summary>
    public bool IsReal { get; }

    /// <summary>The type that the file says, where that is not <see cref="OnnxType.Float"/> or <see cref="OnnxType.Int64"/>.</summary>
    public OnnxType? FileType { get; init; }

    /// <summary>What the file calls it; null for what was computed.</summary>
    public string? Name { get; init; }

    public int Length => IsReal ? Values.Length : Integers.Length;

    public int Rank => Shape.Length;

    /// <summary>What the elements take.</summary>
    public long Bytes => ((long)sizeof(float) * Values.Length) + ((long)sizeof(long) * Integers.Length);

    /// <summary>Whether the elements of both are in one place.</summary>
    public bool SharesElements(OnnxTensor other) => IsReal ? ReferenceEquals(Values, other.Values) : ReferenceEquals(Integers, other.Integers);

    /// <summary>The elements as real numbers.</summary>
    public float[] AsReals() => IsReal ? Values : [.. Integers.Select(value => (float)value)];

    /// <summary>The same elements in another shape of the same length.</summary>
    public OnnxTensor Reshaped(params IReadOnlyList<int> shape) => With(shape, Name);

    /// <summary>The same elements by another name.</summary>
    public OnnxTensor Called(string name) => With(Shape, name);

    /// <summary>The axes in another order: axis i of the result is axis <c>order[i]</c> of this.</summary>
    public OnnxTensor Permuted(IReadOnlyList<int> order)
    {
        int[] shape = [.. order.Select(axis => Shape[axis])];
        int[] source = Strides(Shape);
        int[] strides = [.. order.Select(axis => source[axis])];
        return Gather(shape, strides, 0);
    }

    /// <summary>Elements at distances: the element at (i, j, …) is that at offset + i·strides[0] + j·strides[1] + … of this.</summary>
    public OnnxTensor Gather(int[] shape, int[] strides, int offset)
    {
        return IsReal
            ? new OnnxTensor(shape, Gathered(Values, shape, strides, offset)) { Name = Name, FileType = FileType }
            : new OnnxTensor(shape, Gathered(Integers, shape, strides, offset)) { Name = Name, FileType = FileType };
    }

    /// <summary>The elements at these places, in another shape.</summary>
    public OnnxTensor Take(int[] shape, int[] places) => IsReal
        ? new OnnxTensor(shape, Array.ConvertAll(places, place => Values[place])) { Name = Name, FileType = FileType }
        : new OnnxTensor(shape, Array.ConvertAll(places, place => Integers[place])) { Name = Name, FileType = FileType };

    /// <summary>Distances of neighbours along each axis in row-major order.</summary>
    public static int[] Strides(IReadOnlyList<int> shape)
    {
        int[] strides = new int[shape.Count];
        int stride = 1;
        for (int axis = shape.Count - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= shape[axis];
        }

        return strides;
    }

    public override string ToString() => $"[{string.Join(", ", Shape)}]";

    private static T[] Gathered<T>(T[] elements, int[] shape, int[] strides, int offset)
    {
        T[] gathered = new T[Sizes.Product(shape)];
        if (strides.AsSpan().SequenceEqual(Strides(shape)))
        {
            elements.AsSpan(offset, gathered.Length).CopyTo(gathered);
            return gathered;
        }

        int[] at = new int[shape.Length];
        int place = offset;
        for (int i = 0; i < gathered.Length; i++)
        {
            gathered[i] = elements[place];
            for (int axis = shape.Length - 1; axis >= 0; axis--)
            {
                place += strides[axis];
                if (++at[axis] < shape[axis])
                {
                    break;
                }

                place -= strides[axis] * shape[axis];
                at[axis] = 0;
            }
        }

        return gathered;
    }

    private OnnxTensor With(IReadOnlyList<int> shape, string? name) => IsReal
        ? new OnnxTensor(shape, Values) { Name = name, FileType = FileType }
        : new OnnxTensor(shape, Integers) { Name = name, FileType = FileType };

    private void Check(int length)
    {
        if (Sizes.Product(Shape) != length)
        {
            throw new OnnxFileException($"A tensor of shape [{string.Join(", ", Shape)}] has {length} elements.");
        }
    }
}
