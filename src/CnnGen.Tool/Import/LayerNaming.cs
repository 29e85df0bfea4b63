using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import;

/// <summary>What a layer was called in the program that the model comes from, so that checkpoints of the same model load.</summary>
internal static class LayerNaming
{
    private static readonly string[] s_weightSuffixes = ["weight", "bias", "kernel", "gamma", "W", "w", "scale"];

    /// <summary>The owner of the weights, or where they have no telling name, the module that the node was made for.</summary>
    public static string? Of(OnnxNode node, string? weight) => FromTensor(weight, s_weightSuffixes) ?? FromNode(node);

    /// <summary>Whether a name says whose weights a tensor is.</summary>
    public static bool OwnsTensor(string tensor) => FromTensor(tensor, [.. s_weightSuffixes, "bias"]) is not null;

    /// <summary><c>layer1.0.conv1</c> of <c>layer1.0.conv1.weight</c>; null where the name has no such end or was made up by an exporter.</summary>
    public static string? FromTensor(string? tensor, params IReadOnlyCollection<string> suffixes)
    {
        int dot = tensor?.LastIndexOf('.') ?? -1;
        return dot > 0 && suffixes.Contains(tensor![(dot + 1)..]) && !tensor.Contains("::", StringComparison.Ordinal) ? Clean(tensor[..dot]) : null;
    }

    /// <summary>
    /// <c>layer1.0.conv1</c> of PyTorch's <c>/layer1/layer1.0/conv1/Conv</c>: each part is a module, which repeats the name of a sequence that it stands in.
    /// </summary>
    private static string? FromNode(OnnxNode node)
    {
        if (!node.Name.StartsWith('/') || node.Name.Count(letter => letter == '/') < 2)
        {
            return null;
        }

        List<string> modules = [];
        foreach (string part in node.Name[1..].Split('/').SkipLast(1))
        {
            if (modules.Count > 0 && part.StartsWith(modules[^1] + ".", StringComparison.Ordinal))
            {
                modules[^1] = part;
            }
            else
            {
                modules.Add(part);
            }
        }

        return Clean(string.Join('.', modules));
    }

    /// <summary>Names go into strings of C# and into weight files.</summary>
    private static string? Clean(string name)
    {
        string clean = string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-' ? letter : '_')).Trim('.');
        return clean.Length is > 0 and <= 120 ? clean : null;
    }
}
