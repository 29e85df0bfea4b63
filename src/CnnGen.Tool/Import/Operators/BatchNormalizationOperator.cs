using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>Scale, shift, mean and variance of each channel, which are known.</summary>
internal static class BatchNormalizationOperator
{
    public static readonly OnnxOperator Definition = new("BatchNormalization", "`BatchNorm` with its running averages", Translate);

    private static readonly string[] s_tensors = ["weight", "bias", "running_mean", "running_var"];

    private static void Translate(Translation t, OnnxNode node)
    {
        if (node.Integer("training_mode", 0) == 1)
        {
            throw new NotExpressibleException("the running averages are outputs");
        }

        Value x = t.Any(node.Inputs[0]);
        if (x.Rank < 2)
        {
            x = t.Read(node.Inputs[0], "C");
        }

        string roles = string.Concat(Enumerable.Range(0, x.Rank).Select(axis => axis == Math.Min(1, x.Rank - 1) ? 'C' : '?'));
        if (!Translation.FactorsOf(x.Axes, roles, Place.Channel).SequenceEqual(x.Layout![Place.Channel]))
        {
            x = t.Bring(x, Translation.DefaultRoles(x.Rank));
        }

        Layer layer = t.Add("BatchNorm", x.Layer, x.Layout!.Shape);
        float epsilon = node.Real("epsilon", 1e-5f);
        float momentum = 1f - node.Real("momentum", 0.9f);
        if (epsilon != 1e-5f)
        {
            layer.With("Epsilon", epsilon);
        }

        // ONNX writes what stays of the average, with the rounding of a subtraction.
        if (MathF.Abs(momentum - 0.1f) > 1e-6f && momentum is >= 0f and <= 1f)
        {
            layer.With("Momentum", MathF.Round(momentum, 6));
        }

        int channels = layer.Shape.Channels;
        for (int i = 0; i < s_tensors.Length; i++)
        {
            OnnxTensor tensor = t.Constant(node.Inputs[i + 1]);
            layer.Tensors[s_tensors[i]] = tensor.IsReal && tensor.Length == channels
                ? tensor.Reshaped(channels)
                : throw new OnnxFileException($"{node}: a tensor {tensor} beside {channels} channels.");
        }

        layer.Name = LayerNaming.Of(node, t.Constant(node.Inputs[1]).Name);
        t.Define(node.Outputs[0], x with { Layer = layer });
    }
}
