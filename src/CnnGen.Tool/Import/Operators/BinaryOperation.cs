using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>Two values, or a value and a constant.</summary>
internal static class BinaryOperation
{
    /// <param name="t">The translation.</param>
    /// <param name="node">The node.</param>
    /// <param name="kind">The layer that joins two values.</param>
    /// <param name="withConstant">What a value, a number for each channel and the name of the constant's owner give.</param>
    public static void Translate(Translation t, OnnxNode node, string kind, Func<Value, float[], string?, Value> withConstant)
    {
        if (t.IsConstant(node.Inputs[0]) || t.IsConstant(node.Inputs[1]))
        {
            int constant = t.IsConstant(node.Inputs[0]) ? 0 : 1;
            OnnxTensor tensor = t.Constant(node.Inputs[constant]);
            (Value x, float[] numbers) = ChannelVector.Read(t, node.Inputs[1 - constant], tensor);
            t.Define(node.Outputs[0], withConstant(x, numbers, LayerNaming.FromTensor(tensor.Name, "bias")));
            return;
        }

        (Value a, Value b) = Align(t, node, takesVector: kind == "Multiply");
        Value larger = a.Layout!.Shape.IsVector ? b : a;
        t.Define(node.Outputs[0], larger with { Layer = t.Join(kind, [a.Layer, b.Layer], larger.Layout!.Shape) });
    }

    /// <summary>Two values of one shape, in their order.</summary>
    public static void Join(Translation t, OnnxNode node, string kind)
    {
        (Value a, Value b) = Align(t, node);
        t.Define(node.Outputs[0], a with { Layer = t.Join(kind, [a.Layer, b.Layer], a.Layout!.Shape) });
    }

    /// <summary>Any number of values of one shape.</summary>
    public static void Several(Translation t, OnnxNode node, string kind)
    {
        Value first = t.Any(node.Inputs[0]);
        if (node.Inputs.Length == 1)
        {
            t.Define(node.Outputs[0], first);
            return;
        }

        Layer[] operands = [.. node.Inputs.Skip(1).Select(input => Alike(t, t.Any(input), first, takesVector: false).Layer)];
        t.Define(node.Outputs[0], first with { Layer = t.Join(kind, [first.Layer, .. operands], first.Layout!.Shape) });
    }

    /// <summary>Two values whose elements stand at the same places in memory; one of them may be a vector that goes with each pixel of the other.</summary>
    public static (Value A, Value B) Align(Translation t, OnnxNode node, bool takesVector = false)
    {
        Value a = t.Any(node.Inputs[0]);
        Value b = t.Any(node.Inputs[1]);
        return a.Layout!.Shape.IsVector && !b.Layout!.Shape.IsVector ? (Alike(t, a, b, takesVector), b) : (a, Alike(t, b, a, takesVector));
    }

    /// <summary>A value arranged like another: the same axes in the same places.</summary>
    private static Value Alike(Translation t, Value value, Value model, bool takesVector)
    {
        if (value.Rank < model.Rank)
        {
            value = Reshaping.Reshape(t, value, [.. Enumerable.Repeat(1, model.Rank - value.Rank), .. value.Shape]);
        }

        bool isVector = takesVector && value.Layout!.Shape.IsVector && !model.Layout!.Shape.IsVector;
        if (value.Rank != model.Rank || value.Shape.Zip(model.Shape).Any(pair => pair.First != pair.Second && !(isVector && pair.First == 1)))
        {
            throw new NotExpressibleException($"arrays of the shapes [{string.Join(", ", value.Shape)}] and [{string.Join(", ", model.Shape)}]");
        }

        if (Signature(value, isVector).SequenceEqual(Signature(model, isVector)))
        {
            return value;
        }

        string roles = Translation.RolesOf(model)?.Replace('1', 'C') ?? throw new NotExpressibleException("values whose axes are parts of several");
        return Translation.Stands(model, roles) || isVector
            ? t.Bring(value, roles)
            : throw new NotExpressibleException("values whose channels stand in different orders");
    }

    /// <summary>Where each factor stands: equal for values whose elements are at the same places.</summary>
    private static IEnumerable<(int Axis, int Size, Place Place, int Order)> Signature(Value value, bool channelsOnly)
    {
        for (int axis = 0; axis < value.Rank; axis++)
        {
            foreach (Factor factor in value.Axis(axis))
            {
                Place place = value.Layout!.PlaceOf(factor);
                if (!channelsOnly || place == Place.Channel)
                {
                    yield return (axis, factor.Size, place, value.Layout[place].ToList().IndexOf(factor));
                }
            }
        }
    }
}
