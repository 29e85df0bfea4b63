using CnnGen.Onnx.Tests.Suite;
using CnnGen.Onnx.Tests.Translation;

namespace CnnGen.Onnx.Tests.Operators;

/// <summary>Operators that join arrays or take them apart.</summary>
internal static class Arithmetic
{
    public static void Add(Translator t, OnnxNode node) => AddOrSubtract(t, node, 1f);

    public static void Sub(Translator t, OnnxNode node) => AddOrSubtract(t, node, -1f);

    public static void Sum(Translator t, OnnxNode node)
    {
        if (node.InputCount == 1)
        {
            Pointwise.Identity(t, node);
            return;
        }

        IReadOnlyList<Value> operands = t.Join([.. node.Proto.Input], DefaultPlacement(t, node));
        t.Define(node.Proto.Output[0], operands[0] with { Label = t.Joining("Add", operands.Select(operand => operand.Label)) });
    }

    public static void Mul(Translator t, OnnxNode node)
    {
        if (HaveOneShape(t, node))
        {
            IReadOnlyList<Value> operands = t.Join([.. node.Proto.Input], DefaultPlacement(t, node));
            t.Define(node.Proto.Output[0], operands[0] with { Label = t.Joining("Multiply", operands.Select(operand => operand.Label)) });
            return;
        }

        (Value x, OnnxTensor vector) = ImagesAndVector(t, node);
        string label = t.Mix(x.Label, x.Channels, x.Channels, (output, input) => output == input ? vector.Values[input] : 0f);
        t.Define(node.Proto.Output[0], x with { Label = label });
    }

    public static void Concat(Translator t, OnnxNode node)
    {
        int rank = t.ShapeOf(node.Proto.Input[0]).Length;
        int axis = node.Axis(1, rank);
        IReadOnlyList<Value> operands = t.Join([.. node.Proto.Input], Placements.ChannelsAmongImages(rank, axis));
        int[] shape = [.. operands[0].Shape];
        shape[axis] = operands.Sum(operand => operand.Shape[axis]);
        t.Define(node.Proto.Output[0], operands[0] with { Shape = shape, Label = t.Joining("Concat", operands.Select(operand => operand.Label)) });
    }

    /// <summary>The parts are equal, or as long as an attribute or, from version 13 on, an input says.</summary>
    public static void Split(Translator t, OnnxNode node)
    {
        int[] shape = t.ShapeOf(node.Proto.Input[0]);
        int axis = node.Axis(0, shape.Length);
        int parts = node.Proto.Output.Count;
        int[] sizes = node.HasInput(1) ? [.. t.Constant(node.Proto.Input[1]).Integers.Select(size => (int)size)]
            : node.Integers("split") ?? [.. Enumerable.Repeat(shape[axis] / parts, parts)];
        Value x = t.Read(node.Proto.Input[0], Placements.ChannelsAmongImages(shape.Length, axis));
        int first = 0;
        for (int part = 0; part < parts; part++)
        {
            int start = first;
            int[] size = [.. shape];
            size[axis] = sizes[part];
            string label = t.Mix(x.Label, sizes[part], shape[axis], (output, input) => input == start + output ? 1f : 0f);
            t.Define(node.Proto.Output[part], new Value(label, size, x.Placement));
            first += sizes[part];
        }
    }

    private static void AddOrSubtract(Translator t, OnnxNode node, float sign)
    {
        if (HaveOneShape(t, node))
        {
            IReadOnlyList<Value> operands = t.Join([.. node.Proto.Input], DefaultPlacement(t, node), sign);
            t.Define(node.Proto.Output[0], operands[0] with { Label = t.Joining("Add", operands.Select(operand => operand.Label)) });
            return;
        }

        (Value x, OnnxTensor vector) = ImagesAndVector(t, node);
        float[] bias = [.. vector.Values.Select(value => sign * value)];
        t.Define(node.Proto.Output[0], x with { Label = t.Mix(x.Label, x.Channels, x.Channels, (output, input) => output == input ? 1f : 0f, bias) });
    }

    private static bool HaveOneShape(Translator t, OnnxNode node) => t.ShapeOf(node.Proto.Input[0]).SequenceEqual(t.ShapeOf(node.Proto.Input[1]));

    private static string DefaultPlacement(Translator t, OnnxNode node) => Placements.Default(t.ShapeOf(node.Proto.Input[0]).Length);

    /// <summary>The second operand is a vector along the last axis, which is known.</summary>
    private static (Value X, OnnxTensor Vector) ImagesAndVector(Translator t, OnnxNode node)
    {
        int rank = t.ShapeOf(node.Proto.Input[0]).Length;
        OnnxTensor vector = t.Constant(node.Proto.Input[1]);
        Value x = t.Read(node.Proto.Input[0], Placements.ChannelsAmongImages(rank, rank - 1));
        return vector.Length == x.Channels ? (x, vector) : throw new NotExpressibleException("an operand is repeated along several axes");
    }
}
