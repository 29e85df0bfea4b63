using CnnGen.Tool.Import.Constants;
using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>A border of zeros, of a number, or made of the image.</summary>
internal static class PadOperator
{
    public static readonly OnnxOperator Definition = new("Pad", "`Pad`, `ZeroPad`, or the padding of the layer behind", Translate);

    private static void Translate(Translation t, OnnxNode node)
    {
        string mode = node.Text("mode", "constant");
        if (mode is not ("constant" or "reflect" or "edge"))
        {
            throw new NotExpressibleException($"padding by {mode}");
        }

        int rank = t.ShapeOf(node.Inputs[0]).Length;
        int[] given =
            (node.HasInput(1) ? t.Integers(node.Inputs[1]) : node.Integers("pads") ?? node.Integers("paddings"))
                ?? throw new OnnxFileException($"{node} does not say how much.");
        int[] axes = node.HasInput(3) ? t.Integers(node.Inputs[3]) : [.. Enumerable.Range(0, rank)];
        if (given.Length != 2 * axes.Length)
        {
            throw new OnnxFileException($"{node}: padding of {given.Length} numbers for {axes.Length} axes.");
        }

        int[] before = new int[rank];
        int[] after = new int[rank];
        for (int i = 0; i < axes.Length; i++)
        {
            int axis = Math.Min(node.Normalise(axes[i], rank), rank - 1);
            (before[axis], after[axis]) = (given[i], given[i + axes.Length]);
        }

        if (before.Concat(after).All(size => size == 0))
        {
            t.Define(node.Outputs[0], t.Raw(node.Inputs[0]));
            return;
        }

        float constant = mode != "constant" ? 0f : t.ConstantOrNull(node, 2) is { Length: 1 } value ? value.AsReals()[0] : node.Real("value", 0f);
        Value raw = t.Raw(node.Inputs[0]);
        string roles = raw.Layout is null ? Translation.DefaultRoles(rank)
            : Translation.RolesOf(raw) ?? throw new NotExpressibleException("axes that are parts of several");
        roles = roles.Contains('1') ? Filled(roles, rank) : roles;
        Value x = t.Bring(raw, roles);
        if (before.Concat(after).Any(size => size < 0))
        {
            throw new NotExpressibleException("padding below 0, which cuts");
        }

        int Size(int[] sizes, char role) => Enumerable.Range(0, rank).Where(axis => roles[axis] == role).Sum(axis => sizes[axis]);
        if (Size(before, 'N') + Size(after, 'N') > 0
            || roles.GroupBy(role => role).Any(group => group.Count() > 1 && Size(before, group.Key) + Size(after, group.Key) > 0))
        {
            throw new NotExpressibleException("padding of other axes than rows, columns and channels");
        }

        bool padsChannels = Size(before, 'C') + Size(after, 'C') > 0;
        if ((constant != 0f || mode != "constant") && padsChannels)
        {
            throw new NotExpressibleException(mode == "constant" ? "channels of a number that is not 0" : "channels made of others");
        }

        int[] sides = [Size(before, 'H'), Size(after, 'H'), Size(before, 'W'), Size(after, 'W')];
        LayerShape old = x.Layout!.Shape;
        int[] shape = [.. x.Shape.Select((size, axis) => Onnx.Sizes.Narrow((long)size + before[axis] + after[axis]))];
        LayerShape padded = new(old.Height + sides[0] + sides[1], old.Width + sides[2] + sides[3], old.Channels + Size(before, 'C') + Size(after, 'C'));
        IEnumerable<Argument> arguments = sides.Distinct().Count() == 1 ? [sides[0]] : sides.Select(side => (Argument)side);
        Layer layer = t.Add(mode == "constant" && constant == 0f ? "ZeroPad" : "Pad", x.Layer, padded, arguments);
        if (mode != "constant")
        {
            layer.With("Mode", new ConstantArgument(mode == "reflect" ? "PadMode.Reflect" : "PadMode.Edge"));
        }
        else if (constant != 0f)
        {
            layer.With("Value", constant);
        }

        if (padsChannels)
        {
            layer.With("ChannelsBefore", Size(before, 'C')).With("ChannelsAfter", Size(after, 'C'));
        }

        t.Define(node.Outputs[0], layer, shape, roles);
    }

    /// <summary>Places for axes of one element: those that no other axis has.</summary>
    private static string Filled(string roles, int rank)
    {
        string free = string.Concat(Translation.DefaultRoles(rank).Where(role => !roles.Contains(role)));
        int next = 0;
        return string.Concat(roles.Select(role => role == '1' ? next < free.Length ? free[next++] : 'C' : role));
    }
}
