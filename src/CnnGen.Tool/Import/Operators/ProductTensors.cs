using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>Weights and bias of convolutions and dense layers.</summary>
internal static class ProductTensors
{
    /// <summary>Gives a layer its tensors, and says so where there is no bias.</summary>
    public static void Set(Layer layer, OnnxTensor weight, OnnxTensor? bias)
    {
        layer.Tensors["weight"] = weight.IsReal ? weight : throw new NotExpressibleException("weights that are whole numbers");
        if (bias is null)
        {
            layer.With("Bias", false);
            return;
        }

        layer.Tensors["bias"] = bias.Reshaped(bias.Length);
        if (!bias.IsReal || bias.Length != layer.Shape.Channels)
        {
            throw new OnnxFileException($"{layer}: a bias {bias} beside {layer.Shape.Channels} outputs.");
        }
    }
}
