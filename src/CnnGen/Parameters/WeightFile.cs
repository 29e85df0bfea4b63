using System.Runtime.InteropServices;
using System.Text;
using CnnGen.Files;
using CnnGen.Packing;

namespace CnnGen;

/// <summary>A network's weights as a safetensors file: which tensors belong to it, and in which order.</summary>
internal static class WeightFile
{
    private const int MostNamed = 4;

    // PyTorch counts the batches a batch norm has seen; nothing depends on the count unless momentum is off.
    private const string IgnoredTensor = "num_batches_tracked";

    private const int BlockElements = 1 << 16;

    // What PyTorch's libraries write, and what some programs ask for before they read tensors.
    private static readonly Dictionary<string, string> s_metadata = new() { ["format"] = "pt" };

    /// <summary>Weights that stay in the file until somebody wants to see or change them. A file that cannot be read twice is read at once.</summary>
    public static NetworkWeights Open(NetworkInfo info, string path)
    {
        FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
        try
        {
            if (ClaimedBytes.Following(stream) is not null)
            {
                var header = SafetensorsHeader.Read(stream, path);
                Check(info, header, path);
                var weights = new NetworkWeights(info, new ParameterFile(stream, header, info));
                OpenWeightFiles.Add(weights);
                return weights;
            }

            using (stream)
            {
                return Load(info, stream, path);
            }
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    public static NetworkWeights Load(NetworkInfo info, Stream stream, string file)
    {
        var header = SafetensorsHeader.Read(stream, file);
        Check(info, header, file);

        // Nobody else sees these weights before the last tensor is read.
        var weights = new NetworkWeights(info);
        var parameters = new Dictionary<string, ParameterTensor>();
        foreach (ParameterTensor parameter in info.Parameters)
        {
            parameters.Add(parameter.Name, parameter);
        }

        SafetensorsReader.NextBytes following = SafetensorsReader.Following(stream);
        foreach (SafetensorsEntry entry in header.Entries)
        {
            if (parameters.TryGetValue(entry.Name, out ParameterTensor? parameter))
            {
                SafetensorsReader.ReadFloats(following, weights[parameter], entry, file);
            }
            else
            {
                SafetensorsReader.Skip(stream, entry, file);
            }
        }

        header.CheckEnd(stream);
        return weights;
    }

    public static unsafe void Save(NetworkInfo info, ParameterSource source, Stream stream)
    {
        source.CheckUnchanged();
        var header = new SafetensorsHeaderWriter(s_metadata);
        foreach (ParameterTensor tensor in info.Parameters)
        {
            header.Add(tensor.Name, SafetensorsType.Float32, tensor.Shape, (long)tensor.Length * sizeof(float));
        }

        stream.Write(header.ToBytes());
        using PackingScratch scratch = new();
        foreach (ParameterTensor tensor in info.Parameters)
        {
            for (int first = 0; first < tensor.Length; first += BlockElements)
            {
                int count = Math.Min(BlockElements, tensor.Length - first);
                ReadOnlySpan<float> values = new(source.Read(tensor.Offset + first, count, scratch), count);
                stream.Write(BitConverter.IsLittleEndian ? MemoryMarshal.AsBytes(values) : new SafetensorsTensor(tensor.Name, [count], values).Bytes);
                scratch.Reset();
            }
        }

        source.CheckUnchanged();
    }

    private static void Check(NetworkInfo info, SafetensorsHeader header, string file)
    {
        var missing = new NamedTensors("missing");
        var surplus = new NamedTensors("surplus");
        var unfit = new NamedTensors("unfit");
        var known = new HashSet<string>();
        foreach (ParameterTensor parameter in info.Parameters)
        {
            known.Add(parameter.Name);
            SafetensorsEntry? entry = header[parameter.Name];
            if (entry is null)
            {
                missing.Add($"{parameter.Name} {ShapeText.Of(parameter.Shape)}");
            }
            else if (!SameShape(entry.Shape, parameter.Shape))
            {
                unfit.Add($"{parameter.Name} is {ShapeText.Of(entry.Shape)} in the file but {ShapeText.Of(parameter.Shape)} in the network");
            }
            else if (!SafetensorsType.IsFloat(entry.Type))
            {
                unfit.Add($"{parameter.Name} has elements of type {entry.Type} instead of {SafetensorsType.Float32}");
            }
        }

        foreach (SafetensorsEntry entry in header.Entries)
        {
            if (!known.Contains(entry.Name) && !IsIgnored(entry.Name))
            {
                surplus.Add($"{ShapeText.Name(entry.Name)} {ShapeText.Of(entry.Shape)}");
            }
        }

        if (missing.Count + surplus.Count + unfit.Count > 0)
        {
            var message = new StringBuilder($"{file}: not the weights of {info.Name}");
            unfit.AppendTo(message);
            missing.AppendTo(message);
            surplus.AppendTo(message);
            throw new WeightFileException(message.Append('.').ToString());
        }
    }

    private static bool IsIgnored(string name) => name == IgnoredTensor || name.EndsWith("." + IgnoredTensor, StringComparison.Ordinal);

    private static bool SameShape(int[] shape, IReadOnlyList<int> expected)
    {
        bool same = shape.Length == expected.Count;
        for (int axis = 0; same && axis < shape.Length; axis++)
        {
            same = shape[axis] == expected[axis];
        }

        return same;
    }

    // Counts all, names the first few: a file of another network has hundreds.
    private sealed class NamedTensors(string kind)
    {
        private readonly List<string> _named = [];

        public int Count { get; private set; }

        public void Add(string tensor)
        {
            if (Count++ < MostNamed)
            {
                _named.Add(tensor);
            }
        }

        public void AppendTo(StringBuilder message)
        {
            if (Count > 0)
            {
                message.Append($"; {Count} {kind}: {string.Join(", ", _named)}");
                message.Append(Count > MostNamed ? $" and {Count - MostNamed} more" : "");
            }
        }
    }
}
