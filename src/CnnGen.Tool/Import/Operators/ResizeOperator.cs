using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>A larger image, by whole scales.</summary>
internal static class ResizeOperator
{
    public static readonly OnnxOperator Definition = new("Resize", "`Upsample`", Translate);

    /// <summary>The operator before version 10; its coordinates are asymmetric.</summary>
    public static readonly OnnxOperator Upsample = new("Upsample", "`Upsample`", Translate);

    private static void Translate(Translation t, OnnxNode node)
    {
        string mode = node.Text("mode", "nearest");
        bool isOld = node.Type == "Upsample" || node.OperatorSet < 11;
        string coordinates = node.Text("coordinate_transformation_mode", isOld ? "asymmetric" : "half_pixel");
        string rounding = node.Text("nearest_mode", isOld ? "floor" : "round_prefer_floor");
        Value x = ImageOperand.Read(t, node);
        float[] scales = Scales(t, node, x.Shape, isOld);
        if (mode == "cubic")
        {
            throw new NotExpressibleException("cubic interpolation");
        }

        if (scales.Any(scale => scale < 1 || scale != MathF.Round(scale)) || scales[0] != 1f || scales[1] != 1f)
        {
            throw new NotExpressibleException("scales that are not whole");
        }

        if (scales.All(scale => scale == 1f))
        {
            t.Define(node.Outputs[0], x);
            return;
        }

        bool isHalfPixel = coordinates is "half_pixel" or "pytorch_half_pixel";
        bool isRepetition = isHalfPixel ? rounding.StartsWith("round", StringComparison.Ordinal) : coordinates == "asymmetric" && rounding == "floor";
        if (mode == "nearest" ? !isRepetition : !isHalfPixel && coordinates != "asymmetric")
        {
            throw new NotExpressibleException($"coordinates {coordinates}{(mode == "nearest" ? $" with {rounding}" : "")}");
        }

        int[] sizes = [.. x.Shape[2..].Select((size, axis) => Sizes.Narrow((long)size * (int)scales[axis + 2]))];
        int height = scales.Length == 3 ? 1 : (int)scales[2];
        int width = (int)scales[^1];
        Layer layer = t.Add("Upsample", x.Layer, ImageOperand.Shape(x.Shape[1], sizes), height == width ? [width] : [height, width]);
        if (mode != "nearest")
        {
            layer.With("Mode", new ConstantArgument("Interpolation.Bilinear"));
            if (!isHalfPixel)
            {
                layer.With("Coordinates", new ConstantArgument("UpsampleCoordinates.Asymmetric"));
            }
        }

        ImageOperand.Define(t, node, x, layer, x.Shape[1], sizes);
    }

    /// <summary>Scales are an attribute up to version 7 of the old operator and an input later; from version 11 on sizes may stand in their place.</summary>
    private static float[] Scales(Translation t, OnnxNode node, int[] shape, bool isOld)
    {
        if (node.Has("axes"))
        {
            throw new NotExpressibleException("scales of some axes");
        }

        float[] scales = node.Reals("scales") ?? (t.ConstantOrNull(node, isOld ? 1 : 2) is { IsReal: true } input ? input.Values : []);
        if (scales.Length == 0 && node.HasInput(3))
        {
            int[] sizes = t.Integers(node.Inputs[3]);
            scales = sizes.Length == shape.Length ? [.. sizes.Zip(shape, (to, from) => (float)to / from)] : [];
        }

        return scales.Length == shape.Length ? scales : throw new OnnxFileException($"{node}: {scales.Length} scales for {shape.Length} axes.");
    }
}
