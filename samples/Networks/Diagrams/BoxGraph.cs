using CnnGen;

namespace Networks.Diagrams;

/// <summary>Makes boxes of layers, in an order in which each stands behind those that it reads.</summary>
internal static class BoxGraph
{
    /// <summary>Parts of a layer's description that a picture can do without.</summary>
    private static readonly string[] s_omitted = ["s 1", "no bias"];

    /// <summary>The stride, which changes the shape, stands in a box's title; what else there is to say about a layer below it.</summary>
    private const string Stride = "s ";

    public static IReadOnlyList<Box> Of(IReadOnlyList<LayerInfo> layers)
    {
        var readers = layers.SelectMany(layer => layer.Inputs).CountBy(name => name).ToDictionary();
        Dictionary<string, Box> boxOfLayer = [];
        List<Box> boxes = [];
        foreach (LayerInfo layer in layers)
        {
            if (layer.Inputs is [var only] && readers[only] == 1 && boxOfLayer[only] is { Kind: not BoxKind.Other } box && FollowerText(layer) is { } text)
            {
                box.Follow(text);
                boxOfLayer[layer.Name] = box;
                continue;
            }

            Box next = new(layer.Name, KindOf(layer), Title(layer), layer.Shape, layer.MultiplyAdds, [.. layer.Inputs.Select(input => boxOfLayer[input])]);
            foreach (string property in Properties(layer).Where(property => !property.StartsWith(Stride, StringComparison.Ordinal)))
            {
                next.Follow(property);
            }

            boxOfLayer[layer.Name] = next;
            boxes.Add(next);
        }

        return boxes;
    }

    /// <summary>How a layer is written into the box before it, or null if it is worth a box of its own.</summary>
    private static string? FollowerText(LayerInfo layer) => layer.Kind switch
    {
        "BatchNorm" => "BN",
        "Relu" => "ReLU",
        "Flatten" or "Dropout" or "Softmax" or "LogSoftmax" or "LeakyRelu" or "Elu" or "Sigmoid" or "Tanh" => layer.Kind,
        "HardSigmoid" or "HardSwish" or "Silu" or "Gelu" or "Clip" => layer.Kind,
        _ => null,
    };

    private static BoxKind KindOf(LayerInfo layer) => layer.Kind switch
    {
        "Conv" or "ConvTranspose" => BoxKind.Convolution,
        "MaxPool" or "MinPool" or "AveragePool" or "GlobalAveragePool" or "GlobalMaxPool" => BoxKind.Pooling,
        "Dense" => BoxKind.Dense,
        "BatchNorm" or "LocalResponseNorm" => BoxKind.Normalisation,
        "Add" or "Multiply" or "Concat" => BoxKind.Join,
        _ => BoxKind.Other,
    };

    private static string Title(LayerInfo layer)
    {
        string kind = layer.Kind switch
        {
            "LocalResponseNorm" => "Response norm",
            "GlobalAveragePool" => "Global average pool",
            _ => layer.Description.Split(", ")[0],
        };
        return string.Join(", ", Properties(layer).Where(property => property.StartsWith(Stride, StringComparison.Ordinal)).Prepend(kind));
    }

    private static IEnumerable<string> Properties(LayerInfo layer) => layer.Kind == "LocalResponseNorm"
        ? []
        : layer.Description.Split(", ").Skip(1).Where(part => !s_omitted.Contains(part) && !part.StartsWith("p ", StringComparison.Ordinal));
}
