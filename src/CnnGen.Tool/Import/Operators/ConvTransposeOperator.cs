using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>The transposed convolution, with weights [in, out / groups, kh, kw] that are known.</summary>
internal static class ConvTransposeOperator
{
    public static readonly OnnxOperator Definition = new("ConvTranspose", "`ConvTranspose`", Translate);

    private static void Translate(Translation t, OnnxNode node)
    {
        OnnxTensor weights = t.Constant(node.Inputs[1]);
        Value x = ImageOperand.Read(t, node);
        int groups = node.Integer("group", 1);
        if (weights.Rank != x.Rank || groups < 1 || weights.Shape[0] != x.Shape[1] || x.Shape[1] % groups != 0)
        {
            throw new OnnxFileException($"{node}: weights {weights} in {groups} groups do not fit an image [{string.Join(", ", x.Shape)}].");
        }

        int filters = weights.Shape[1] * groups;
        int rank = weights.Rank - 2;
        TransposedArgument[] axes = [.. weights.Shape[2..].Select((kernel, axis) => TransposedArgument.Read(node, x.Shape[axis + 2], kernel, axis, rank))];
        TransposedArgument height = axes.Length == 1 ? TransposedArgument.One : axes[0];
        TransposedArgument width = axes[^1];
        int[] sizes = [.. axes.Select(axis => axis.OutputSize)];
        Argument[] kernels = height.Kernel == width.Kernel ? [width.Kernel] : [height.Kernel, width.Kernel];
        Layer layer = t.Add("ConvTranspose", x.Layer, ImageOperand.Shape(filters, sizes), [filters, .. kernels]);
        WindowArguments.Both(layer, "Stride", height.Stride, width.Stride, 1, 1);
        WindowArguments.Pad(layer, height.Window, width.Window);
        WindowArguments.Both(layer, "Dilation", height.Dilation, width.Dilation, 1, 1);
        WindowArguments.Both(layer, "OutputPadding", height.OutputPadding, width.OutputPadding, 0, 0);
        if (groups > 1)
        {
            layer.With("Groups", groups);
        }

        int[] shape = weights.Rank == 3 ? [weights.Shape[0], weights.Shape[1], 1, weights.Shape[2]] : weights.Shape;
        ProductTensors.Set(layer, weights.Reshaped(shape), t.ConstantOrNull(node, 2));
        layer.Name = LayerNaming.Of(node, weights.Name);
        ImageOperand.Define(t, node, x, layer, filters, sizes);
    }
}

/// <summary>One axis of it.</summary>
internal sealed record TransposedArgument(int Size, int Kernel, int Stride, int Dilation, int Before, int After, int OutputPadding)
{
    public static TransposedArgument One { get; } = new(1, 1, 1, 1, 0, 0, 0);

    public int OutputSize => Onnx.Sizes.Narrow((long)FullSize - Before - After + OutputPadding);

    /// <summary>Its padding, as a window has it.</summary>
    public WindowArgument Window => new(Size, Kernel, Stride, Dilation, Before, After);

    private int FullSize => checked((Stride * (Size - 1)) + ((Kernel - 1) * Dilation) + 1);

    public static TransposedArgument Read(OnnxNode node, int size, int kernel, int axis, int rank)
    {
        int[] pads = node.Integers("pads") ?? new int[2 * rank];
        TransposedArgument read = new(
            size,
            kernel,
            node.Integers("strides")?[axis] ?? 1,
            node.Integers("dilations")?[axis] ?? 1,
            pads[axis],
            pads[axis + rank],
            node.Integers("output_padding")?[axis] ?? 0);
        if (read.Stride < 1 || read.Dilation < 1 || read.Kernel < 1 || read.Before < 0 || read.After < 0 || read.OutputPadding < 0)
        {
            throw new OnnxFileException($"{node}: windows, strides and dilations are at least 1, padding at least 0.");
        }

        string autoPad = node.Text("auto_pad", "NOTSET");
        int[]? shape = node.Integers("output_shape");
        bool isSame = autoPad is "SAME_UPPER" or "SAME_LOWER";
        return shape is null && !isSame ? read : read.WithOutput(shape?[^(rank - axis)] ?? size * read.Stride, isUpper: autoPad == "SAME_UPPER");
    }

    /// <summary>
    /// The padding that gives a size; the odd row is cut off below if <paramref name="isUpper"/>. What is missing instead is padding of the output.
    /// </summary>
    private TransposedArgument WithOutput(int wanted, bool isUpper)
    {
        int surplus = FullSize + OutputPadding - wanted;
        int half = surplus / 2;
        return surplus < 0
            ? this with { Before = 0, After = 0, OutputPadding = OutputPadding - surplus }
            : this with { Before = isUpper ? half : surplus - half, After = isUpper ? surplus - half : half };
    }
}
