using CnnGen.Onnx.Tests.Suite;
using CnnGen.Onnx.Tests.Translation;

namespace CnnGen.Onnx.Tests.Operators;

/// <summary>Transposed convolution, whose padding may be given by the output's size.</summary>
internal static class Transposed
{
    public static void ConvTranspose(Translator t, OnnxNode node)
    {
        OnnxTensor weights = t.Constant(node.Proto.Input[1]); // [in, out/groups, kernel …]
        Value x = Windows.Image(t, node);
        int groups = node.Integer("group", 1);
        int filters = weights.Shape[1] * groups;
        int rank = weights.Shape.Length - 2;
        TransposedAxis[] axes = [.. weights.Shape[2..].Select((kernel, axis) => TransposedAxis.Read(node, x.Shape[axis + 2], kernel, axis, rank))];
        TransposedAxis height = axes.Length == 1 ? TransposedAxis.One : axes[0];
        List<string> arguments = [Translator.Number(filters), .. Arguments(height, axes[^1]), $"Groups = {Translator.Number(groups)}"];
        string label = node.HasInput(2)
            ? t.Trainable("ConvTranspose", x.Label, arguments, ("weight", weights.Values), ("bias", t.Constant(node.Proto.Input[2]).Values))
            : t.Trainable("ConvTranspose", x.Label, arguments.Append("Bias = false"), ("weight", weights.Values));
        t.Define(node.Proto.Output[0], x with { Label = label, Shape = [x.Shape[0], filters, .. axes.Select(axis => axis.OutputSize)] });
    }

    private static IEnumerable<string> Arguments(TransposedAxis height, TransposedAxis width)
    {
        (string Name, int Value)[] properties =
        [
            ("StrideHeight", height.Stride), ("StrideWidth", width.Stride), ("DilationHeight", height.Dilation), ("DilationWidth", width.Dilation),
            ("PaddingTop", height.Before), ("PaddingBottom", height.After), ("PaddingLeft", width.Before), ("PaddingRight", width.After),
            ("OutputPaddingHeight", height.OutputPadding), ("OutputPaddingWidth", width.OutputPadding),
        ];
        IEnumerable<string> written = properties.Select(property => $"{property.Name} = {Translator.Number(property.Value)}");
        return [Translator.Number(height.Kernel), Translator.Number(width.Kernel), .. written];
    }
}

/// <summary>One axis of it.</summary>
internal sealed record TransposedAxis(int Size, int Kernel, int Stride, int Dilation, int Before, int After, int OutputPadding)
{
    public static TransposedAxis One { get; } = new(1, 1, 1, 1, 0, 0, 0);

    public int OutputSize => FullSize - Before - After + OutputPadding;

    private int FullSize => (Stride * (Size - 1)) + ((Kernel - 1) * Dilation) + 1;

    public static TransposedAxis Read(OnnxNode node, int size, int kernel, int axis, int rank)
    {
        int[] pads = node.Integers("pads") ?? new int[2 * rank];
        TransposedAxis read = new(
            size,
            kernel,
            node.Integers("strides")?[axis] ?? 1,
            node.Integers("dilations")?[axis] ?? 1,
            pads[axis],
            pads[axis + rank],
            node.Integers("output_padding")?[axis] ?? 0);
        string autoPad = node.Text("auto_pad", "NOTSET");
        int[]? shape = node.Integers("output_shape");
        bool isSame = autoPad is "SAME_UPPER" or "SAME_LOWER";
        return shape is null && !isSame ? read : read.WithOutput(shape?[^(rank - axis)] ?? size * read.Stride, isUpper: autoPad == "SAME_UPPER");
    }

    /// <summary>The padding that gives a size; the odd row is cut off below if <paramref name="isUpper"/>. What is missing instead is padding of the output.</summary>
    private TransposedAxis WithOutput(int wanted, bool isUpper)
    {
        int surplus = FullSize + OutputPadding - wanted;
        int half = surplus / 2;
        return surplus < 0
            ? this with { Before = 0, After = 0, OutputPadding = OutputPadding - surplus }
            : this with { Before = isUpper ? half : surplus - half, After = isUpper ? surplus - half : half };
    }
}
