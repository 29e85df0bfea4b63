namespace CnnGen;

/// <summary>A network's layers and tensors as lines of text: two networks with the same lines have the same architecture.</summary>
internal static class NetworkIdentity
{
    // A line that is longer is cut, and its whole content kept as a hash: names of layers may have any length.
    private const int LongestLine = 1000;

    /// <summary>A line a layer, then a line a tensor.</summary>
    public static string[] Lines(NetworkInfo info)
    {
        List<string> lines = [$"input: {info.InputHeight}×{info.InputWidth}×{info.InputChannels} → {info.OutputLength}"];
        foreach (LayerInfo layer in info.Layers)
        {
            string reads = layer.Inputs.Count == 0 ? "" : $" ← {string.Join(", ", layer.Inputs)}";
            lines.Add(Bounded($"{layer.Name}: {layer.Description}{reads} → {layer.Shape}"));
        }

        foreach (ParameterTensor tensor in info.Parameters)
        {
            lines.Add(Bounded($"{tensor.Name}: {tensor.Role} {ShapeText.Of(tensor.Shape)}"));
        }

        return [.. lines];
    }

    /// <summary>What is different, or null.</summary>
    public static string? Difference(string[] checkpoint, string[] network)
    {
        for (int i = 0; i < Math.Max(checkpoint.Length, network.Length); i++)
        {
            string there = i < checkpoint.Length ? checkpoint[i] : "nothing";
            string here = i < network.Length ? network[i] : "nothing";
            if (there != here)
            {
                return $"the checkpoint has \"{Shown(there)}\" where the network has \"{Shown(here)}\"";
            }
        }

        return null;
    }

    private static string Bounded(string line)
    {
        if (line.Length <= LongestLine)
        {
            return line;
        }

        ContentHash hash = new();
        foreach (char c in line)
        {
            hash.Add(c);
        }

        return $"{line.AsSpan(0, LongestLine)}… #{hash.Value:X16}";
    }

    private static string Shown(string line) => ShapeText.Name(line);
}
