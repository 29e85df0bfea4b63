using CnnGen;

namespace Transfer;

/// <summary>Part of a file of weights into a network that has another head.</summary>
internal static class BackboneWeights
{
    /// <summary>Copies what has the backbone's name.</summary>
    /// <returns>How many tensors.</returns>
    public static int Take(SafetensorsFile file, NetworkWeights weights)
    {
        int taken = 0;
        foreach (ParameterTensor tensor in weights.Info.Parameters.Where(tensor => tensor.Name.StartsWith("backbone.", StringComparison.Ordinal)))
        {
            file[tensor.Name].ToFloats().CopyTo(weights[tensor]);
            taken++;
        }

        weights.MarkChanged();
        return taken;
    }
}
