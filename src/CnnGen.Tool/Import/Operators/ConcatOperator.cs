using CnnGen.Tool.Import.Constants;
using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>Arrays behind each other along an axis.</summary>
internal static class ConcatOperator
{
    public static readonly OnnxOperator Definition = new("Concat", "`Concat`", Translate);

    private static void Translate(Translation t, OnnxNode node)
    {
        Value first = t.Raw(node.Inputs[0]);
        int axis = node.Axis(1, first.Rank);
        if (node.Inputs.Length == 1)
        {
            t.Define(node.Outputs[0], first);
            return;
        }

        if (node.Inputs.Any(t.IsConstant))
        {
            throw new NotExpressibleException("a constant beside an image");
        }

        string roles = first.Layout is not null ? Translation.RolesOf(first) ?? throw new NotExpressibleException("axes that are parts of several")
            : t.Options.AllowsSeveralImages ? Translation.ChannelsAmongImages(first.Rank, axis)
            : Translation.DefaultRoles(first.Rank);
        roles = string.Concat(roles.Select((role, i) => i == axis && role == '1' ? 'C' : role));
        Value[] operands = [.. node.Inputs.Select(input => t.Read(input, roles.Replace('1', 'C')))];
        int[][] shapes = [.. operands.Select(operand => operand.Shape)];
        if (shapes.Any(shape => shape.Length != first.Rank || shape.Where((_, i) => i != axis).SequenceEqual(shapes[0].Where((_, i) => i != axis)) is false))
        {
            throw new OnnxFileException($"{node}: its operands do not go together.");
        }

        bool isOutermost = !Enumerable.Range(0, axis).Any(i => roles[i] == roles[axis] && shapes[0][i] > 1);
        if (roles[axis] == 'N' || !isOutermost)
        {
            throw new NotExpressibleException("images behind each other");
        }

        int[] joined = [.. shapes[0]];
        joined[axis] = shapes.Sum(shape => shape[axis]);
        LayerShape one = operands[0].Layout!.Shape;
        LayerShape shape = roles[axis] switch
        {
            'H' => one with { Height = operands.Sum(operand => operand.Layout!.Shape.Height) },
            'W' => one with { Width = operands.Sum(operand => operand.Layout!.Shape.Width) },
            _ => one with { Channels = operands.Sum(operand => operand.Layout!.Shape.Channels) },
        };
        Layer concat = t.Join("Concat", operands.Select(operand => operand.Layer), shape);
        t.Define(node.Outputs[0], roles[axis] == 'C' ? concat : concat.With("Axis", ImageAxes.Of(roles[axis])), joined, roles.Replace('1', 'C'));
    }
}
