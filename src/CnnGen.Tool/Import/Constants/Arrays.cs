using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Constants;

/// <summary>Arrays that are known, taken apart and put together.</summary>
internal static class Arrays
{
    public static int[] Sizes(OnnxTensor tensor) => tensor is { IsReal: false, Rank: <= 1 }
        ? Array.ConvertAll(tensor.Integers, value => (int)Math.Clamp(value, int.MinValue, int.MaxValue))
        : throw new OnnxFileException("A shape is not a vector of whole numbers.");

    public static OnnxTensor ShapeOf(OnnxNode node, int[] shape)
    {
        int start = Math.Clamp(Counted(node.Integer("start", 0), shape.Length), 0, shape.Length);
        int end = Math.Clamp(Counted(node.Integer("end", shape.Length), shape.Length), start, shape.Length);
        long[] sizes = [.. shape[start..end].Select(size => (long)size)];
        return new OnnxTensor([sizes.Length], sizes);
    }

    public static OnnxTensor Constant(OnnxNode node) =>
        node.Tensor("value") is { } tensor ? new TensorReader(null).Read(tensor)
        : node.Has("value_float") ? new OnnxTensor([], [node.Real("value_float", 0)])
        : node.Has("value_int") ? new OnnxTensor([], [node.Attributes["value_int"].I])
        : node.Reals("value_floats") is { } reals ? new OnnxTensor([reals.Length], reals)
        : node.Attributes.TryGetValue("value_ints", out var wholes) ? new OnnxTensor([wholes.Ints.Count], [.. wholes.Ints])
        : throw new NotExpressibleException("a constant that is neither an array nor a number");

    public static OnnxTensor ConstantOfShape(OnnxNode node, OnnxTensor shape)
    {
        int[] sizes = Sizes(shape);
        OnnxTensor value = node.Tensor("value") is { } tensor ? new TensorReader(null).Read(tensor) : new OnnxTensor([1], [0f]);
        return value.Length == 1 ? Expand(value.Reshaped(), sizes) : throw new OnnxFileException($"{node}: its value is not one number.");
    }

    public static OnnxTensor Concat(OnnxNode node, OnnxTensor?[] inputs)
    {
        int rank = inputs[0]!.Rank;
        int axis = node.Axis(node.OperatorSet < 4 ? 1 : 0, rank);
        int[] shape = [.. inputs[0]!.Shape];
        shape[axis] = checked(inputs.Sum(input => input!.Shape[axis]));
        int inner = (int)Onnx.Sizes.Product(shape.Skip(axis + 1));
        int outer = (int)Onnx.Sizes.Product(shape.Take(axis));
        bool isReal = inputs[0]!.IsReal;
        List<float> reals = [];
        List<long> wholes = [];
        for (int i = 0; i < outer; i++)
        {
            foreach (OnnxTensor? input in inputs)
            {
                int run = input!.Shape[axis] * inner;
                if (input.Length != outer * run || input.IsReal != isReal)
                {
                    throw new OnnxFileException($"{node}: its operands do not go together.");
                }

                reals.AddRange(isReal ? input.Values.AsSpan(i * run, run) : []);
                wholes.AddRange(isReal ? [] : input.Integers.AsSpan(i * run, run));
            }
        }

        return isReal ? new OnnxTensor(shape, [.. reals]) : new OnnxTensor(shape, [.. wholes]);
    }

    public static OnnxTensor Gather(OnnxNode node, OnnxTensor data, OnnxTensor indices)
    {
        int axis = node.Axis(0, data.Rank);
        int size = data.Shape[axis];
        int inner = (int)Onnx.Sizes.Product(data.Shape.Skip(axis + 1));
        int outer = (int)Onnx.Sizes.Product(data.Shape.Take(axis));
        int[] shape = [.. data.Shape.Take(axis), .. indices.Shape, .. data.Shape.Skip(axis + 1)];
        int[] rows = [.. indices.Integers.Select(index => index < -size || index >= size
            ? throw new OnnxFileException($"{node}: index {index} of {size}.")
            : (int)(index < 0 ? index + size : index))];
        int[] places = new int[Onnx.Sizes.Computed(shape)];
        int next = 0;
        for (int i = 0; i < outer; i++)
        {
            foreach (int row in rows)
            {
                for (int j = 0; j < inner; j++)
                {
                    places[next++] = (((i * size) + row) * inner) + j;
                }
            }
        }

        return data.Take(shape, places);
    }

    public static OnnxTensor Slice(OnnxNode node, OnnxTensor?[] inputs)
    {
        OnnxTensor data = inputs[0]!;
        SliceRange range = SliceRange.Read(node, data.Shape, inputs.ElementAtOrDefault);
        int[] strides = OnnxTensor.Strides(data.Shape);
        int offset = range.Starts.Zip(strides, (start, stride) => start * stride).Sum();
        return range.Shape.Contains(0)
            ? Empty(data, range.Shape)
            : data.Gather(range.Shape, [.. strides.Zip(range.Steps, (stride, step) => stride * step)], offset);
    }

    public static IReadOnlyList<OnnxTensor> Split(OnnxNode node, OnnxTensor?[] inputs)
    {
        OnnxTensor data = inputs[0]!;
        int axis = node.Axis(0, data.Rank);
        int[] strides = OnnxTensor.Strides(data.Shape);
        List<OnnxTensor> parts = [];
        int first = 0;
        foreach (int size in SplitSizes.Read(node, data.Shape[axis], inputs.ElementAtOrDefault(1)))
        {
            int[] shape = [.. data.Shape];
            shape[axis] = size;
            parts.Add(size == 0 ? Empty(data, shape) : data.Gather(shape, strides, first * strides[axis]));
            first += size;
        }

        return parts;
    }

    /// <summary>Repeats axes of one element, and adds axes in front.</summary>
    public static OnnxTensor Expand(OnnxTensor tensor, int[] wanted)
    {
        int[] shape = Arithmetic.BroadcastShape(tensor.Shape, wanted);
        if (shape.SequenceEqual(tensor.Shape))
        {
            return tensor;
        }

        int length = Onnx.Sizes.Computed(shape);
        if (tensor.Length == 1)
        {
            return tensor.IsReal ? new OnnxTensor(shape, Filled(tensor.Values[0], length)) : new OnnxTensor(shape, Filled(tensor.Integers[0], length));
        }

        int[] own = OnnxTensor.Strides(tensor.Shape);
        int added = shape.Length - tensor.Rank;
        int[] strides = [.. shape.Select((_, axis) => axis < added || tensor.Shape[axis - added] == 1 ? 0 : own[axis - added])];
        return shape.Contains(0) ? Empty(tensor, shape) : tensor.Gather(shape, strides, 0);
    }

    public static OnnxTensor Tile(OnnxTensor tensor, int[] repeats)
    {
        if (repeats.Length != tensor.Rank || repeats.Any(count => count < 0))
        {
            throw new OnnxFileException("A constant is repeated along axes that it does not have.");
        }

        int[] shape = [.. tensor.Shape.Select((size, axis) => (int)Math.Min(int.MaxValue, (long)size * repeats[axis]))];
        int length = Onnx.Sizes.Computed(shape);
        int[] own = OnnxTensor.Strides(tensor.Shape);
        int[] all = OnnxTensor.Strides(shape);
        int[] places = new int[length];
        for (int i = 0; i < length; i++)
        {
            for (int axis = 0; axis < shape.Length; axis++)
            {
                places[i] += i / all[axis] % shape[axis] % tensor.Shape[axis] * own[axis];
            }
        }

        return tensor.Take(shape, places);
    }

    public static OnnxTensor Range(OnnxTensor start, OnnxTensor limit, OnnxTensor delta)
    {
        if (start.Length != 1 || limit.Length != 1 || delta.Length != 1)
        {
            throw new OnnxFileException("The bounds of a range are not numbers.");
        }

        (double from, double to, double step) = (start.AsReals()[0], limit.AsReals()[0], delta.AsReals()[0]);
        double count = Math.Ceiling((to - from) / step);
        int length = count is >= 0 and < int.MaxValue
            ? Onnx.Sizes.Computed([(int)count])
            : throw new OnnxFileException($"A range from {from} to {to} by {step} has no end.");
        return start.IsReal
            ? new OnnxTensor([length], [.. Enumerable.Range(0, length).Select(i => (float)(from + (i * step)))])
            : new OnnxTensor([length], [.. Enumerable.Range(0, length).Select(i => start.Integers[0] + (i * delta.Integers[0]))]);
    }

    private static T[] Filled<T>(T value, int length)
    {
        T[] values = new T[length];
        Array.Fill(values, value);
        return values;
    }

    private static OnnxTensor Empty(OnnxTensor like, int[] shape) =>
        like.IsReal ? new OnnxTensor(shape, Array.Empty<float>()) : new OnnxTensor(shape, Array.Empty<long>());

    private static int Counted(int index, int length) => index < 0 ? index + length : index;
}

/// <summary>How long the parts of a split are.</summary>
internal static class SplitSizes
{
    /// <summary>Equal parts, or as long as an attribute or, from version 13 on, an input says.</summary>
    public static int[] Read(OnnxNode node, int size, OnnxTensor? given)
    {
        int parts = node.Outputs.Length;
        int part = (size + parts - 1) / Math.Max(1, parts);
        int[] sizes = given is not null ? Arrays.Sizes(given)
            : node.Integers("split") ?? [.. Enumerable.Range(0, parts).Select(i => Math.Clamp(size - (i * part), 0, part))];
        return sizes.Length == parts && sizes.All(length => length >= 0) && sizes.Sum(length => (long)length) == size
            ? sizes
            : throw new OnnxFileException($"{node}: parts of [{string.Join(", ", sizes)}] do not make {size}.");
    }
}
