using CnnGen.Files;

namespace CnnGen;

/// <summary>
/// A safetensors file as a whole: named tensors of any shape and text beside them. For a network's weights see <see
/// cref="NetworkWeights.Load(NetworkInfo, string)"/>.
/// </summary>
public sealed class SafetensorsFile
{
    private readonly Dictionary<string, SafetensorsTensor> _byName = [];

    /// <summary>Collects tensors to save.</summary>
    /// <param name="tensors">In the order they are written; names must differ.</param>
    /// <param name="metadata">Text to store beside them.</param>
    public SafetensorsFile(IReadOnlyList<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        Tensors = tensors;
        Metadata = metadata ?? new Dictionary<string, string>();
        foreach (SafetensorsTensor tensor in tensors)
        {
            if (!_byName.TryAdd(tensor.Name, tensor))
            {
                throw new ArgumentException($"Two tensors are called {tensor.Name}.", nameof(tensors));
            }
        }
    }

    /// <summary>The tensors in the order of their data.</summary>
    public IReadOnlyList<SafetensorsTensor> Tensors { get; }

    /// <summary>Text that is stored beside the tensors.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The tensor of a name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public SafetensorsTensor this[string name] => _byName.TryGetValue(name, out SafetensorsTensor? tensor)
        ? tensor
        : throw new KeyNotFoundException($"There is no tensor called {name}.");

    /// <summary>Reads a file.</summary>
    /// <exception cref="WeightFileException">The file is damaged, or has an element type that is not supported.</exception>
    public static SafetensorsFile Read(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Read(stream, path);
    }

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">The file's content.</param>
    /// <param name="name">What error messages call it.</param>
    /// <exception cref="WeightFileException">The content is damaged, or has an element type that is not supported.</exception>
    public static SafetensorsFile Read(Stream stream, string name = "stream")
    {
        var header = SafetensorsHeader.Read(stream, name);
        var tensors = new SafetensorsTensor[header.Entries.Length];
        for (int i = 0; i < tensors.Length; i++)
        {
            tensors[i] = new SafetensorsTensor(header.Entries[i], SafetensorsReader.Read(stream, header.Entries[i], name));
        }

        header.CheckEnd(stream);
        return new SafetensorsFile(tensors, header.Metadata);
    }

    /// <summary>Writes a file. If that fails, what was at <paramref name="path"/> before is still there.</summary>
    public void Save(string path) => ReplacedFile.Write(path, Save);

    /// <summary>Writes to a stream.</summary>
    public void Save(Stream stream)
    {
        var header = new SafetensorsHeaderWriter(Metadata);
        foreach (SafetensorsTensor tensor in Tensors)
        {
            header.Add(tensor.Name, tensor.Type, tensor.Shape, tensor.Bytes.Length);
        }

        stream.Write(header.ToBytes());
        foreach (SafetensorsTensor tensor in Tensors)
        {
            stream.Write(tensor.Bytes);
        }
    }
}
