using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>Weight and bias of a norm that takes each image by itself.</summary>
internal static class NormTensors
{
    /// <summary>Sets them; ones and zeros that an exporter made up mean that the norm has none.</summary>
    public static void Set(Layer layer, OnnxTensor weight, OnnxTensor bias)
    {
        bool isTrivial = weight.Values.All(value => value == 1f) && bias.Values.All(value => value == 0f);
        if (isTrivial && LayerNaming.FromTensor(weight.Name, "weight", "gamma", "scale") is null)
        {
            layer.With("Affine", false);
            return;
        }

        layer.Tensors["weight"] = weight;
        layer.Tensors["bias"] = bias;
    }

    /// <summary>
    /// What a norm was called. Exporters let norms that are not trained yet share their ones and zeros: only one of them has the owner's name, the others that
    /// of their module.
    /// </summary>
    public static string? Name(Translation t, OnnxNode node, string? weight)
    {
        string? owner = LayerNaming.Of(node, weight);
        return owner is not null && t.Layers.Exists(layer => layer.Name == owner) ? LayerNaming.Of(node, null) ?? owner : owner;
    }

    /// <summary>Writes epsilon where it is not the default.</summary>
    public static void Epsilon(Layer layer, OnnxNode node)
    {
        float epsilon = node.Real("epsilon", 1e-5f);
        if (epsilon != 1e-5f)
        {
            layer.With("Epsilon", epsilon);
        }
    }

    /// <summary>A tensor of so many real numbers.</summary>
    public static OnnxTensor Vector(Translation t, OnnxNode node, int input, int length) =>
        t.Constant(node.Inputs[input]) is { IsReal: true } tensor && tensor.Length == length
            ? tensor.Reshaped(length)
            : throw new OnnxFileException($"{node}: a tensor {t.Constant(node.Inputs[input])} beside {length} channels.");
}
