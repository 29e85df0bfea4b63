using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>An image of another size: by whole scales what <c>Upsample</c> has words for, else <c>Resize</c>.</summary>
internal static class ResizeOperator
{
    public static readonly OnnxOperator Definition = new("Resize", "`Resize`; by whole scales `Upsample`", Translate);

    /// <summary>The operator before version 10; its coordinates are asymmetric.</summary>
    public static readonly OnnxOperator Upsample = new("Upsample", "`Upsample`", Translate);

    private const int LargestUpsampling = 8;
    private const float DefaultCoefficient = -0.75f;

    private static void Translate(Translation t, OnnxNode node)
    {
        string mode = node.Text("mode", "nearest");
        bool isOld = node.Type == "Upsample" || node.OperatorSet < 11;
        string coordinates = node.Text("coordinate_transformation_mode", isOld ? "asymmetric" : "half_pixel");
        string rounding = node.Text("nearest_mode", isOld ? "floor" : "round_prefer_floor");
        Value x = ImageOperand.Read(t, node);
        (float[] scales, int[] sizes) = Target(t, node, x.Shape, isOld);
        if (sizes[0] != x.Shape[0] || sizes[1] != x.Shape[1])
        {
            throw new NotExpressibleException("other sizes of channels or images");
        }

        if (node.Integer("antialias", 0) == 1)
        {
            throw new NotExpressibleException("resizing with antialiasing");
        }

        if (scales.All(scale => scale == 1f))
        {
            t.Define(node.Outputs[0], x);
            return;
        }

        if (!TryUpsample(t, node, x, scales, mode, coordinates, rounding))
        {
            Resize(t, node, x, scales, sizes, mode, coordinates, rounding);
        }
    }

    private static bool TryUpsample(Translation t, OnnxNode node, Value x, float[] scales, string mode, string coordinates, string rounding)
    {
        bool isHalfPixel = coordinates is "half_pixel" or "pytorch_half_pixel";
        bool isRepetition = isHalfPixel ? rounding.StartsWith("round", StringComparison.Ordinal) : coordinates == "asymmetric" && rounding == "floor";
        bool isKnown = mode == "nearest" ? isRepetition : mode == "linear" && (isHalfPixel || coordinates == "asymmetric");
        if (!isKnown || scales.Any(scale => scale is < 1 or > LargestUpsampling || scale != MathF.Round(scale)))
        {
            return false;
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
        return true;
    }

    private static void Resize(Translation t, OnnxNode node, Value x, float[] scales, int[] sizes, string mode, string coordinates, string rounding)
    {
        int[] image = sizes[2..];
        LayerShape shape = ImageOperand.Shape(x.Shape[1], image);
        Layer layer = t.Add("Resize", x.Layer, shape, shape.Height, shape.Width);
        Set(layer, "Mode", "ResizeMode", mode switch
        {
            "nearest" => null,
            "linear" => "Linear",
            "cubic" => "Cubic",
            _ => throw new NotExpressibleException($"{mode} interpolation"),
        });
        Set(layer, "Coordinates", "ResizeCoordinates", coordinates switch
        {
            "half_pixel" => null,
            "pytorch_half_pixel" => "PyTorchHalfPixel",
            "align_corners" => "AlignCorners",
            "asymmetric" => "Asymmetric",
            "tf_half_pixel_for_nn" => "HalfPixelForNearest",
            _ => throw new NotExpressibleException($"coordinates {coordinates}"),
        });
        if (mode == "nearest")
        {
            Set(layer, "Rounding", "ResizeRounding", rounding switch
            {
                "round_prefer_floor" => null,
                "round_prefer_ceil" => "PreferCeil",
                "floor" => "Floor",
                "ceil" => "Ceil",
                _ => throw new OnnxFileException($"{node}: rounding {rounding}."),
            });
        }

        if (mode == "cubic")
        {
            float coefficient = node.Real("cubic_coeff_a", DefaultCoefficient);
            if (coefficient != DefaultCoefficient)
            {
                layer.With("CubicCoefficient", coefficient);
            }

            if (node.Integer("exclude_outside", 0) == 1)
            {
                layer.With("ExcludeOutside", true);
            }
        }

        // A scale that was given is not always the quotient of the sizes, which are whole.
        for (int axis = 2; axis < scales.Length; axis++)
        {
            if (scales[axis] != (float)sizes[axis] / x.Shape[axis])
            {
                layer.With(axis == scales.Length - 1 ? "ScaleWidth" : "ScaleHeight", scales[axis]);
            }
        }

        ImageOperand.Define(t, node, x, layer, x.Shape[1], image);
    }

    private static void Set(Layer layer, string property, string type, string? member)
    {
        if (member is not null)
        {
            layer.With(property, new ConstantArgument($"{type}.{member}"));
        }
    }

    /// <summary>
    /// Scales are an attribute up to version 7 of the old operator and an input later; from version 11 on sizes may stand in their place, from version 18 on of
    /// some axes.
    /// </summary>
    private static (float[] Scales, int[] Sizes) Target(Translation t, OnnxNode node, int[] shape, bool isOld)
    {
        int[] axes = node.Integers("axes") is { } some
            ? [.. some.Select(axis => Math.Min(node.Normalise(axis, shape.Length), shape.Length - 1))]
            : [.. Enumerable.Range(0, shape.Length)];
        float[] scales = [.. shape.Select(_ => 1f)];
        int[] sizes = [.. shape];
        float[] given = node.Reals("scales") ?? (t.ConstantOrNull(node, isOld ? 1 : 2) is { IsReal: true } input ? input.Values : []);
        int[] wanted = given.Length == 0 && node.HasInput(3) ? t.Integers(node.Inputs[3]) : [];
        if (Math.Max(given.Length, wanted.Length) != axes.Length)
        {
            throw new OnnxFileException($"{node}: {Math.Max(given.Length, wanted.Length)} scales for {axes.Length} axes.");
        }

        if (wanted.Length > 0 && node.Text("keep_aspect_ratio_policy", "stretch") != "stretch")
        {
            throw new NotExpressibleException("a size by the ratio of the image");
        }

        for (int i = 0; i < axes.Length; i++)
        {
            int size = shape[axes[i]];
            double exact = given.Length > 0 ? Math.Floor((double)size * given[i]) : wanted[i];
            if (!(exact >= 1 && exact <= int.MaxValue))
            {
                throw new OnnxFileException($"{node}: {(given.Length > 0 ? $"a scale of {given[i]}" : $"a size of {wanted[i]}")} for {size} pixels.");
            }

            sizes[axes[i]] = (int)exact;
            scales[axes[i]] = given.Length > 0 ? given[i] : (float)exact / size;
        }

        return (scales, sizes);
    }
}
