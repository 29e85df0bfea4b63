namespace CnnGen.Tool.Weights;

/// <summary>Reads any file of weights, and gives its tensors other names.</summary>
internal static class WeightConversion
{
    private static readonly byte[] s_archive = [0x50, 0x4B];

    /// <summary>The tensors of real numbers of a file, as single precision.</summary>
    /// <param name="path">A checkpoint of PyTorch, an archive of NumPy, or safetensors.</param>
    /// <param name="skipped">Receives the names of tensors of whole numbers.</param>
    public static IReadOnlyList<SafetensorsTensor> Read(string path, ICollection<string> skipped)
    {
        using FileStream stream = File.OpenRead(path);
        if (Path.GetExtension(path).Equals(".npz", StringComparison.OrdinalIgnoreCase))
        {
            return NumpyFile.Read(stream, path, skipped);
        }

        byte[] start = new byte[s_archive.Length];
        bool isArchive = stream.Read(start) == start.Length && start.SequenceEqual(s_archive);
        stream.Position = 0;
        if (isArchive)
        {
            return TorchFile.Read(stream, path, skipped);
        }

        if (start[0] == 0x80)
        {
            throw new WeightFileException($"{path} was written by PyTorch before 1.6, or is a plain pickle; load it there and save it again.");
        }

        List<SafetensorsTensor> tensors = [];
        foreach (SafetensorsTensor tensor in SafetensorsFile.Read(stream, path).Tensors)
        {
            if (tensor.Type is "F32" or "F64" or "F16" or "BF16")
            {
                tensors.Add(new SafetensorsTensor(tensor.Name, [.. tensor.Shape], tensor.ToFloats()));
            }
            else
            {
                skipped.Add(tensor.Name);
            }
        }

        return tensors;
    }

    /// <summary>Gives tensors other names.</summary>
    /// <param name="tensors">The tensors.</param>
    /// <param name="prefix">A beginning that names lose where they have it.</param>
    /// <param name="renames">Names, or their beginnings up to a dot, and what stands in their place.</param>
    /// <exception cref="WeightFileException">Two tensors would have one name.</exception>
    public static IReadOnlyList<SafetensorsTensor> Rename(
        IReadOnlyList<SafetensorsTensor> tensors,
        string? prefix,
        IReadOnlyList<(string From, string To)> renames)
    {
        Dictionary<string, string> taken = [];
        List<SafetensorsTensor> renamed = [];
        foreach (SafetensorsTensor tensor in tensors)
        {
            string name = prefix is not null && tensor.Name.StartsWith(prefix, StringComparison.Ordinal) ? tensor.Name[prefix.Length..] : tensor.Name;
            foreach ((string from, string to) in renames)
            {
                name = name == from ? to : name.StartsWith(from + ".", StringComparison.Ordinal) ? to + name[from.Length..] : name;
            }

            if (!taken.TryAdd(name, tensor.Name))
            {
                throw new WeightFileException($"{tensor.Name} and {taken[name]} would both be called {name}.");
            }

            renamed.Add(name == tensor.Name ? tensor : new SafetensorsTensor(name, [.. tensor.Shape], tensor.ToFloats()));
        }

        return renamed;
    }
}
