using CnnGen;

namespace Transfer;

/// <summary>Tensors from one network to another that has some of the same names.</summary>
internal static class SharedWeights
{
    /// <summary>Takes every tensor of the network that the file has, too.</summary>
    /// <returns>How many.</returns>
    public static int Take(SafetensorsFile file, NetworkWeights weights)
    {
        Dictionary<string, SafetensorsTensor> stored = file.Tensors.ToDictionary(tensor => tensor.Name);
        int taken = 0;
        foreach (ParameterTensor tensor in weights.Info.Parameters)
        {
            if (stored.TryGetValue(tensor.Name, out SafetensorsTensor? found) && found.Shape.SequenceEqual(tensor.Shape))
            {
                found.ToFloats().CopyTo(weights[tensor]);
                taken++;
            }
        }

        weights.MarkChanged();
        return taken;
    }

    /// <summary>Takes every tensor that both networks have.</summary>
    public static void Copy(NetworkWeights from, NetworkWeights to)
    {
        foreach (ParameterTensor tensor in to.Info.Parameters)
        {
            if (from.Info.Parameters.FirstOrDefault(candidate => candidate.Name == tensor.Name) is { } own)
            {
                from[own].CopyTo(to[tensor]);
            }
        }

        to.MarkChanged();
    }
}
