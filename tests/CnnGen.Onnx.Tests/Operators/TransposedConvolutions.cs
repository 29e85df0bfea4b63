using CnnGen.Onnx.Tests.Suite;
using CnnGen.Onnx.Tests.Translation;

namespace CnnGen.Onnx.Tests.Operators;

/// <summary>Transposed convolution. One-dimensional kernels slide over images of one row.</summary>
internal static class TransposedConvolutions
{
    public static void ConvTranspose(Translator t, OnnxNode node)
    {
        OnnxTensor weights = t.Constant(node.Proto.Input[1]);
        int[] shape = t.ShapeOf(node.Proto.Input[0]);
        if (shape.Length is not (3 or 4))
        {
            throw new NotExpressibleException("three-dimensional windows");
        }

        Value x = t.Read(node.Proto.Input[0], Placements.Default(shape.Length));
        int groups = node.Integer("group", 1);
        int filters = weights.Shape[1] * groups;
        Axis[] axes = [.. Enumerable.Range(0, shape.Length - 2).Select(axis => Axis.Read(node, axis, shape[axis + 2], weights.Shape[axis + 2]))];
        string[] own = [.. axes.Length == 1 ? axes[0].Arguments(rows: false) : axes[0].Arguments(rows: true).Concat(axes[1].Arguments(rows: false))];
        List<string> arguments =
        [
            Translator.Number(filters),
            Translator.Number(axes.Length == 1 ? 1 : axes[0].Kernel),
            Translator.Number(axes[^1].Kernel),
            .. own,
            .. groups == 1 ? Array.Empty<string>() : [$"Groups = {Translator.Number(groups)}"],
        ];
        string label = node.HasInput(2)
            ? t.Trainable("ConvTranspose", x.Label, arguments, ("weight", weights.Values), ("bias", t.Constant(node.Proto.Input[2]).Values))
            : t.Trainable("ConvTranspose", x.Label, arguments.Append("Bias = false"), ("weight", weights.Values));
        t.Define(node.Proto.Output[0], x with { Label = label, Shape = [shape[0], filters, .. axes.Select(axis => axis.OutputSize)] });
    }

    private sealed record Axis(int Size, int Kernel, int Stride, int Dilation, int Before, int After, int OutputPadding)
    {
        public int OutputSize => ((Size - 1) * Stride) - Before - After + ((Kernel - 1) * Dilation) + 1 + OutputPadding;

        public static Axis Read(OnnxNode node, int axis, int size, int kernel)
        {
            int[] pads = node.Integers("pads") ?? new int[6];
            int rank = node.Integers("pads") is { } given ? given.Length / 2 : 3;
            Axis read = new(
                size,
                kernel,
                node.Integers("strides")?[axis] ?? 1,
                node.Integers("dilations")?[axis] ?? 1,
                pads[axis],
                pads[axis + rank],
                node.Integers("output_padding")?[axis] ?? 0);
            string autoPad = node.Text("auto_pad", "NOTSET");
            int? wanted = node.Integers("output_shape")?[axis] ?? (autoPad.StartsWith("SAME", StringComparison.Ordinal) ? size * read.Stride : null);
            return wanted is { } rows ? read.CutTo(rows, oddAtTheEnd: autoPad == "SAME_UPPER") : read;
        }

        public IEnumerable<string> Arguments(bool rows)
        {
            (string axis, string before, string after) = rows ? ("Height", "Top", "Bottom") : ("Width", "Left", "Right");
            yield return $"Stride{axis} = {Translator.Number(Stride)}";
            yield return $"Dilation{axis} = {Translator.Number(Dilation)}";
            yield return $"Padding{before} = {Translator.Number(Before)}";
            yield return $"Padding{after} = {Translator.Number(After)}";
            yield return $"OutputPadding{axis} = {Translator.Number(OutputPadding)}";
        }

        /// <summary>What is cut off for so many rows; where there are fewer, rows are added.</summary>
        private Axis CutTo(int rows, bool oddAtTheEnd)
        {
            int cut = (this with { Before = 0, After = 0 }).OutputSize - rows;
            if (cut < 0)
            {
                return this with { Before = 0, After = 0, OutputPadding = OutputPadding - cut };
            }

            return oddAtTheEnd ? this with { Before = cut / 2, After = cut - (cut / 2) } : this with { Before = cut - (cut / 2), After = cut / 2 };
        }
    }
}
