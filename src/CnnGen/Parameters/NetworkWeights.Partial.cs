namespace CnnGen;

// Weights from a part of a file, for a part of the network.
public sealed unsafe partial class NetworkWeights
{
    /// <summary>
    /// Takes what fits from a safetensors file and leaves all else as it is: the weights of a pretrained network under a new head. A tensor is taken if it has
    /// the network's name, behind a prefix if there is one, and its shape; the report says which were.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="pattern">
    /// Which of the network's tensors may be taken: a layer or a tensor, or a pattern in which <c>*</c> stands for any text and <c>?</c> for one character.
    /// </param>
    /// <param name="prefix">What stands before the names in the file: <c>backbone.</c>.</param>
    /// <exception cref="WeightFileException">The file is damaged, or none of its tensors fits; nothing was changed.</exception>
    /// <exception cref="ArgumentException">No tensor of the network has such a name.</exception>
    public LoadReport LoadFrom(string path, string pattern = "*", string prefix = "")
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        SafetensorsHeader header = SafetensorsHeader.Read(stream, path);
        Dictionary<string, ParameterTensor> wanted = [];
        foreach (ParameterTensor tensor in Info.Parameters.Where(tensor => TensorName.Matches(tensor.Name, pattern)))
        {
            wanted.Add(prefix + tensor.Name, tensor);
        }

        if (wanted.Count == 0)
        {
            throw TensorName.Unknown(Info, pattern, nameof(pattern));
        }

        List<string> unfit = [];
        List<string> leftOver = [];
        List<(ParameterTensor Tensor, float[] Values)> taken = [];
        foreach (SafetensorsEntry entry in header.Entries)
        {
            bool isTaken = false;
            if (!wanted.TryGetValue(entry.Name, out ParameterTensor? tensor))
            {
                leftOver.Add(ShapeText.Name(entry.Name));
            }
            else if (!entry.Shape.AsSpan().SequenceEqual([.. tensor.Shape]))
            {
                unfit.Add($"{tensor.Name} is {ShapeText.Of(entry.Shape)} in the file but {ShapeText.Of(tensor.Shape)} in the network");
            }
            else if (!SafetensorsType.IsFloat(entry.Type))
            {
                unfit.Add($"{tensor.Name} has elements of type {entry.Type} in the file");
            }
            else
            {
                // Read into memory of its own: if the file turns out to be damaged, no weight was changed.
                float[] values = new float[tensor.Length];
                SafetensorsReader.ReadFloats(SafetensorsReader.Following(stream), values, entry, path);
                taken.Add((tensor, values));
                isTaken = true;
            }

            if (!isTaken)
            {
                SafetensorsReader.Skip(stream, entry, path);
            }
        }

        header.CheckEnd(stream);

        if (taken.Count == 0)
        {
            string example = header.Entries.Length == 0 ? "it has none" : $"it has {ShapeText.Name(header.Entries[0].Name)}, for example";
            throw new WeightFileException(
                $"{path}: no tensor is called and shaped as one of {Info.Name}'s{(prefix.Length > 0 ? $" behind \"{prefix}\"" : "")}; {example}.");
        }

        foreach ((ParameterTensor tensor, float[] values) in taken)
        {
            values.CopyTo(this[tensor]);
        }

        MarkChanged();
        HashSet<string> inFile = [.. header.Entries.Select(entry => entry.Name)];
        return new LoadReport(
            [.. taken.Select(one => one.Tensor.Name)],
            [.. wanted.Where(pair => !inFile.Contains(pair.Key)).Select(pair => pair.Value.Name)],
            unfit,
            leftOver);
    }
}
