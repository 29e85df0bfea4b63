using CnnGen.Generator.Ir;
using CnnGen.Generator.Operators.Normalization;

namespace CnnGen.Tool.Export.Writers;

/// <summary>Normalisation, and dropout, which does nothing in inference.</summary>
internal static class NormWriters
{
    public static readonly LayerWriter Batch = LayerWriter.Of<BatchNorm>((layer, norm) => layer.Input with
    {
        Name = layer.Node(
            "BatchNormalization",
            [layer.Input.Name, .. layer.Parameters()],
            ModelWriter.Attribute("epsilon", norm.Epsilon),
            ModelWriter.Attribute("momentum", 1f - norm.Momentum)),
    });

    /// <summary>ONNX normalises the last axes, so images go through with their channels last.</summary>
    public static readonly LayerWriter Layer = LayerWriter.Of<LayerNorm>((layer, norm) =>
    {
        string[] tensors = [.. Tensors(layer, [layer.Layer.Shape.Channels])];
        if (layer.Input.IsFlat)
        {
            return layer.Output(Normalised(layer, layer.Input.Name, tensors, -1, norm.Epsilon), isFlat: true);
        }

        string last = layer.Node("Transpose", [layer.Input.Name], ModelWriter.List("perm", 0, 2, 3, 1));
        return layer.Output(layer.Node("Transpose", [Normalised(layer, last, tensors, -1, norm.Epsilon)], ModelWriter.List("perm", 0, 3, 1, 2)));
    });

    public static readonly LayerWriter Image = LayerWriter.Of<ImageLayerNorm>((layer, norm) =>
    {
        TensorShape shape = layer.Layer.Shape;
        if (layer.Model.OperatorSet >= LayerNormVersion)
        {
            return layer.Output(Normalised(
                layer,
                layer.Image(layer.Input).Name,
                [.. Tensors(layer, [shape.Channels, shape.Height, shape.Width])],
                1,
                norm.Epsilon));
        }

        string flat = Normalised(layer, layer.Flat(layer.Input).Name, [.. Tensors(layer, [shape.Length])], -1, norm.Epsilon);
        return layer.Image(layer.Output(flat, isFlat: true));
    });

    public static readonly LayerWriter Instance = LayerWriter.Of<InstanceNorm>((layer, norm) => layer.Output(layer.Node(
        "InstanceNormalization",
        [layer.Image(layer.Input).Name, .. Tensors(layer, [layer.Layer.Shape.Channels])],
        ModelWriter.Attribute("epsilon", norm.Epsilon))));

    /// <summary>Before version 21, and so always: groups as channels of an instance norm, then a factor and a summand for each channel.</summary>
    public static readonly LayerWriter Group = LayerWriter.Of<GroupNorm>((layer, norm) =>
    {
        ExportedValue input = layer.Image(layer.Input);
        (string name, TensorShape shape) = (layer.Layer.Name, layer.Layer.Shape);
        string groups = layer.Node("Reshape", [input.Name, layer.Model.Integers(name + "_groups", 0, norm.Groups, -1)]);
        string one = layer.Model.Reals(name + "_one", [norm.Groups], [.. Enumerable.Repeat(1f, norm.Groups)]);
        string zero = layer.Model.Reals(name + "_zero", [norm.Groups], new float[norm.Groups]);
        string normalised = layer.Node("InstanceNormalization", [groups, one, zero], ModelWriter.Attribute("epsilon", norm.Epsilon));
        string image = layer.Node("Reshape", [normalised, layer.Model.Integers(name + "_image", 0, shape.Channels, shape.Height, shape.Width)]);
        if (!norm.Affine)
        {
            return layer.Output(image);
        }

        string[] tensors = [.. layer.Parameters([shape.Channels, 1, 1])];
        return layer.Output(layer.Node("Add", [layer.Node("Mul", [image, tensors[0]]), tensors[1]]));
    });

    public static readonly LayerWriter Scale = LayerWriter.Of<Scale>((layer, scale) =>
    {
        int channels = layer.Layer.Shape.Channels;
        string[] tensors = [.. layer.Parameters(layer.Input.IsFlat ? [channels] : [channels, 1, 1])];
        string product = layer.Node("Mul", [layer.Input.Name, tensors[0]]);
        return layer.Input with { Name = scale.HasBias ? layer.Node("Add", [product, tensors[1]]) : product };
    });

    public static readonly LayerWriter LocalResponse = LayerWriter.Of<LocalResponseNorm>((layer, norm) => layer.Output(layer.Node(
        "LRN",
        [layer.Image(layer.Input).Name],
        ModelWriter.Attribute("size", norm.Size),
        ModelWriter.Attribute("alpha", norm.Scale * norm.Size),
        ModelWriter.Attribute("beta", norm.Beta),
        ModelWriter.Attribute("bias", norm.Bias))));

    /// <summary>ONNX drops values one by one; what drops images does nothing in inference and leaves no node.</summary>
    public static readonly LayerWriter Dropout = LayerWriter.Of<Dropout>((layer, dropout) => dropout.DropsImages
        ? layer.Input
        : layer.Input with { Name = layer.Node("Dropout", [layer.Input.Name, layer.Model.Real(layer.Layer.Name + "_rate", dropout.Rate)]) });

    private const int LayerNormVersion = 17;

    /// <summary>The norm of the axes from one on; before version 17, of the last axis alone, by the arithmetic that it stands for.</summary>
    private static string Normalised(LayerContext layer, string input, string[] tensors, int axis, float epsilon)
    {
        if (layer.Model.OperatorSet >= LayerNormVersion)
        {
            return layer.Node("LayerNormalization", [input, .. tensors], ModelWriter.Attribute("axis", axis), ModelWriter.Attribute("epsilon", epsilon));
        }

        string Mean(string of) => layer.Node("ReduceMean", [of], ModelWriter.List("axes", -1), ModelWriter.Attribute("keepdims", 1));
        string distance = layer.Node("Sub", [input, Mean(input)]);
        string variance = Mean(layer.Node("Pow", [distance, layer.Model.Real(layer.Layer.Name + "_two", 2f)]));
        string deviation = layer.Node("Sqrt", [layer.Node("Add", [variance, layer.Model.Real(layer.Layer.Name + "_epsilon", epsilon)])]);
        return layer.Node("Add", [layer.Node("Mul", [layer.Node("Div", [distance, deviation]), tensors[0]]), tensors[1]]);
    }

    /// <summary>The layer's weight and bias; ones and zeros where it has none.</summary>
    private static IEnumerable<string> Tensors(LayerContext layer, int[] shape)
    {
        if (layer.Layer.Parameters.Count > 0)
        {
            return layer.Parameters(shape);
        }

        int length = shape.Aggregate(1, (product, size) => product * size);
        return
        [
            layer.Model.Reals(layer.Layer.Name + "_one", shape, [.. Enumerable.Repeat(1f, length)]),
            layer.Model.Reals(layer.Layer.Name + "_zero", shape, new float[length]),
        ];
    }
}
