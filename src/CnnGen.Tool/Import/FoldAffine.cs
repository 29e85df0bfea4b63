using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import;

/// <summary>
/// A factor and a summand for each channel become part of the convolution, dense layer or norm before them, or of the convolution behind; where neither is
/// possible, a layer of their own.
/// </summary>
internal static class FoldAffine
{
    /// <summary>Before this pass, the kind of layers that are no layers of the language.</summary>
    public const string Kind = "(affine)";

    public static void Run(List<Layer> layers)
    {
        for (int i = 0; i < layers.Count; i++)
        {
            Layer affine = layers[i];
            if (affine.Kind != Kind)
            {
                continue;
            }

            Layer[] readers = [.. layers.Where(layer => layer.Inputs.Contains(affine))];
            Layer producer = affine.Inputs[0];
            bool isOnlyReader = layers.Count(layer => layer.Inputs.Contains(producer)) == 1;
            if (isOnlyReader && IsProduct(producer))
            {
                FoldIntoProducer(affine, producer);
                Bypass(affine, producer, layers);
                i--;
            }
            else if (isOnlyReader && IsNorm(producer))
            {
                FoldIntoNorm(affine, producer);
                Bypass(affine, producer, layers);
                i--;
            }
            else if (readers is [{ Kind: Kind } next])
            {
                Compose(affine, next);
                Bypass(affine, producer, layers);
                i--;
            }
            else if (readers is [{ Kind: "Conv" } behind] && FoldIntoReader(affine, behind))
            {
                Bypass(affine, producer, layers);
                i--;
            }
            else
            {
                layers[i] = Alone(affine, layers);
            }
        }
    }

    private static bool IsProduct(Layer layer) => layer.Kind is "Conv" or "Dense" && layer.Tensors.ContainsKey("weight");

    /// <summary>A norm with a weight and a bias for each channel, which it may lack.</summary>
    private static bool IsNorm(Layer layer) => layer.Kind is "LayerNorm" or "GroupNorm" or "InstanceNorm" && layer["Over"] is null;

    private static void FoldIntoNorm(Layer affine, Layer norm)
    {
        int channels = norm.Shape.Channels;
        float[] scale = Scale(affine) ?? [.. Enumerable.Repeat(1f, channels)];
        float[] shift = Shift(affine) ?? new float[channels];
        float[] weight = norm.Tensors.GetValueOrDefault("weight")?.Values ?? [.. Enumerable.Repeat(1f, channels)];
        float[] bias = norm.Tensors.GetValueOrDefault("bias")?.Values ?? new float[channels];
        norm.Tensors["weight"] = new OnnxTensor([channels], [.. weight.Zip(scale, (value, factor) => value * factor)]);
        norm.Tensors["bias"] = new OnnxTensor([channels], [.. bias.Select((value, channel) => (value * scale[channel]) + shift[channel])]);
        norm.Named.RemoveAll(pair => pair.Name == "Affine");
        norm.Name = affine.Name ?? norm.Name;
    }

    private static void FoldIntoProducer(Layer affine, Layer product)
    {
        OnnxTensor weight = product.Tensors["weight"];
        if (Scale(affine) is { } scale)
        {
            int filter = weight.Length / weight.Shape[0];
            product.Tensors["weight"] = new OnnxTensor(weight.Shape, [.. weight.Values.Select((value, i) => value * scale[i / filter])]);
        }

        float[]? bias = product.Tensors.GetValueOrDefault("bias")?.Values;
        if (bias is not null || Shift(affine) is not null)
        {
            float[] shift = Shift(affine) ?? new float[weight.Shape[0]];
            float[] sum = [.. shift.Select((value, channel) => ((bias?[channel] ?? 0f) * (Scale(affine)?[channel] ?? 1f)) + value)];
            product.Tensors["bias"] = new OnnxTensor([sum.Length], sum);
            product.Named.RemoveAll(pair => pair.Name == "Bias");
        }

        product.Name ??= affine.Name;
    }

    private static void Compose(Layer first, Layer second)
    {
        float[]? scale = Scale(second);
        float[]? factors = (Scale(first), scale) switch
        {
            ({ } a, { } b) => [.. a.Zip(b, (x, y) => x * y)],
            (var a, var b) => a ?? b,
        };
        float[]? moved = Shift(first) is { } shift ? [.. shift.Select((value, channel) => value * (scale?[channel] ?? 1f))] : null;
        float[]? summands = (moved, Shift(second)) switch
        {
            ({ } a, { } b) => [.. a.Zip(b, (x, y) => x + y)],
            (var a, var b) => a ?? b,
        };
        second.Tensors.Clear();
        if (factors is not null)
        {
            second.Tensors["scale"] = new OnnxTensor([factors.Length], factors);
        }

        if (summands is not null)
        {
            second.Tensors["shift"] = new OnnxTensor([summands.Length], summands);
        }
    }

    /// <summary>The factors go into the filters; the summands into the bias, as long as no padding has zeros instead of them.</summary>
    private static bool FoldIntoReader(Layer affine, Layer convolution)
    {
        bool isPadded = convolution.Named.Exists(pair => pair.Name.StartsWith("Padding", StringComparison.Ordinal));
        if (!convolution.Tensors.TryGetValue("weight", out OnnxTensor? weight) || (isPadded && Shift(affine) is not null))
        {
            return false;
        }

        int filters = weight.Shape[0];
        int groups = affine.Shape.Channels / weight.Shape[1];
        int window = weight.Shape[2] * weight.Shape[3];
        float[] values = [.. weight.Values];
        float[] bias = convolution.Tensors.GetValueOrDefault("bias")?.Values.ToArray() ?? new float[filters];
        for (int i = 0; i < values.Length; i++)
        {
            int filter = i / (window * weight.Shape[1]);
            int channel = (filter / (filters / groups) * weight.Shape[1]) + (i / window % weight.Shape[1]);
            bias[filter] += values[i] * (Shift(affine)?[channel] ?? 0f);
            values[i] *= Scale(affine)?[channel] ?? 1f;
        }

        convolution.Tensors["weight"] = new OnnxTensor(weight.Shape, values);
        if (Shift(affine) is not null)
        {
            convolution.Tensors["bias"] = new OnnxTensor([filters], bias);
            convolution.Named.RemoveAll(pair => pair.Name == "Bias");
        }

        return true;
    }

    private static Layer Alone(Layer affine, List<Layer> layers)
    {
        int channels = affine.Shape.Channels;
        Layer layer = new("Scale", affine.Inputs, affine.Shape) { Name = affine.Name };
        layer.Tensors["weight"] = new OnnxTensor([channels], Scale(affine) ?? [.. Enumerable.Repeat(1f, channels)]);
        if (Shift(affine) is { } shift)
        {
            layer.With("Bias", true);
            layer.Tensors["bias"] = new OnnxTensor([channels], shift);
        }

        Bypass(affine, layer, layers, isRemoved: false);
        return layer;
    }

    private static void Bypass(Layer affine, Layer by, List<Layer> layers, bool isRemoved = true)
    {
        if (isRemoved)
        {
            layers.Remove(affine);
        }

        foreach (Layer reader in layers.Where(layer => layer != by || isRemoved))
        {
            reader.Inputs = [.. reader.Inputs.Select(input => input == affine ? by : input)];
        }
    }

    private static float[]? Scale(Layer affine) => affine.Tensors.GetValueOrDefault("scale")?.Values;

    private static float[]? Shift(Layer affine) => affine.Tensors.GetValueOrDefault("shift")?.Values;
}
