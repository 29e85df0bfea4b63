using System.IO.Compression;
using System.Runtime.InteropServices;
using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Weights;

/// <summary>Checkpoints of PyTorch, version 1.6 and later: an archive with a pickle and a file for each storage.</summary>
internal static class TorchFile
{
    private const long LargestPickle = 1L << 28;

    // Where a checkpoint is more than a model's state, its state is under one of these.
    private static readonly string[] s_stateKeys = ["state_dict", "model_state_dict", "model", "net", "module"];

    /// <summary>All tensors of real numbers, in their order.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="skipped">Receives the names of tensors of whole numbers.</param>
    /// <exception cref="WeightFileException">It is damaged, was written by an older PyTorch, or holds more than tensors.</exception>
    public static IReadOnlyList<SafetensorsTensor> Read(Stream stream, string name, ICollection<string> skipped)
    {
        try
        {
            using ZipArchive archive = new(stream, ZipArchiveMode.Read, leaveOpen: true);
            ZipArchiveEntry[] pickles = [.. archive.Entries.Where(entry => entry.FullName.EndsWith("/data.pkl", StringComparison.Ordinal))];
            if (pickles.Length != 1)
            {
                throw new WeightFileException($"{name}: the archive has {pickles.Length} files data.pkl, and a checkpoint has one.");
            }

            string folder = pickles[0].FullName[..^"data.pkl".Length];
            MemoryAllowance allowance = new(stream.Length);
            object? root = PickleReader.Read(Bytes(pickles[0], LargestPickle, name, allowance), allowance);
            Dictionary<string, ZipArchiveEntry> files = [];
            foreach (ZipArchiveEntry entry in archive.Entries)
            {
                files[entry.FullName] = entry;
            }

            bool isBigEndian =
                files.TryGetValue(folder + "byteorder", out ZipArchiveEntry? order)
                    && order.Length < 16
                    && Bytes(order, 16, name, allowance).AsSpan().SequenceEqual("big"u8);
            if (isBigEndian)
            {
                throw new WeightFileException($"{name} was written on a big-endian machine, which is not read.");
            }

            return Tensors(State(root, name), files, folder + "data/", name, skipped, allowance);
        }
        catch (InvalidDataException broken)
        {
            throw new WeightFileException(
                $"{name} is no archive of PyTorch: {broken.Message.ReplaceLineEndings(" ")} Files of PyTorch before 1.6 are to be loaded and saved again.");
        }
        catch (OverflowException)
        {
            throw new WeightFileException($"{name}: a tensor reaches beyond 64 bits.");
        }
        catch (NotSupportedException broken)
        {
            throw new WeightFileException($"{name} is no archive of PyTorch: {broken.Message.ReplaceLineEndings(" ")}");
        }
    }

    private static PickleDictionary State(object? root, string name)
    {
        if (root is not PickleDictionary dictionary)
        {
            throw new WeightFileException($"{name} holds no dictionary of tensors; save model.state_dict().");
        }

        if (dictionary.Items.Exists(item => item is { Key: string, Value: PickleTensor }))
        {
            return dictionary;
        }

        foreach (string key in s_stateKeys)
        {
            if (dictionary.Items.Find(item => item.Key is string text && text == key).Value is PickleDictionary state)
            {
                return state;
            }
        }

        throw new WeightFileException($"{name} holds no tensors, neither at once nor under {string.Join(", ", s_stateKeys)}.");
    }

    private static List<SafetensorsTensor> Tensors(
        PickleDictionary state,
        Dictionary<string, ZipArchiveEntry> files,
        string folder,
        string name,
        ICollection<string> skipped,
        MemoryAllowance allowance)
    {
        List<SafetensorsTensor> tensors = [];
        Dictionary<string, float[]> storages = [];
        foreach ((object? key, object? value) in state.Items)
        {
            if (key is not string text || value is not PickleTensor tensor)
            {
                continue;
            }

            if (!IsReal(tensor.Storage.Type))
            {
                skipped.Add(text);
                continue;
            }

            if (!storages.TryGetValue(tensor.Storage.Key, out float[]? values))
            {
                values = storages[tensor.Storage.Key] = Storage(tensor.Storage, files, folder, name, allowance);
            }

            tensors.Add(new SafetensorsTensor(text, [.. tensor.Shape.Select(size => Narrow(size, text))], View(tensor, values, text, allowance)));
        }

        return tensors;
    }

    private static float[] View(PickleTensor tensor, float[] values, string name, MemoryAllowance allowance)
    {
        int[] shape = [.. tensor.Shape.Select(size => Narrow(size, name))];
        if (tensor.Strides.Count != shape.Length)
        {
            throw new WeightFileException($"{TensorReader.Clean(name)} has {shape.Length} axes and {tensor.Strides.Count} strides.");
        }

        long length = Sizes.Product(shape);
        long last = tensor.Offset + (length == 0 ? 0 : shape.Zip(tensor.Strides, (size, stride) => checked((size - 1) * stride)).Sum());
        if (tensor.Offset < 0 || tensor.Strides.Any(stride => stride < 0) || length > values.Length || last >= Math.Max(1, values.Length))
        {
            throw new WeightFileException($"{TensorReader.Clean(name)} [{string.Join(", ", shape)}] does not lie within its {values.Length} elements.");
        }

        // Any number of tensors may be views of one storage. Each is copied as floats and then as the bytes of the weight file.
        Take(allowance, 2 * sizeof(float) * length, name);
        return new OnnxTensor([values.Length], values).Gather(
            shape,
            [.. tensor.Strides.Select(stride => (int)Math.Min(stride, int.MaxValue))],
            (int)tensor.Offset).Values;
    }

    private static float[] Storage(
        PickleStorage storage,
        Dictionary<string, ZipArchiveEntry> files,
        string folder,
        string name,
        MemoryAllowance allowance)
    {
        int size = storage.Type is "DoubleStorage" ? 8 : storage.Type is "FloatStorage" ? 4 : 2;
        if (!files.TryGetValue(folder + storage.Key, out ZipArchiveEntry? file))
        {
            throw new WeightFileException($"{name}: the archive lacks the elements {TensorReader.Clean(storage.Key)}.");
        }

        if (storage.Count > int.MaxValue / size || file.Length != storage.Count * size)
        {
            throw new WeightFileException(
                $"{name}: {storage.Count} elements {TensorReader.Clean(storage.Key)} of {size} bytes each are in a file of {file.Length}.");
        }

        Take(allowance, sizeof(float) * storage.Count, name);
        byte[] bytes = Bytes(file, file.Length, name, allowance);
        return storage.Type switch
        {
            "FloatStorage" => MemoryMarshal.Cast<byte, float>(bytes).ToArray(),
            "DoubleStorage" => Array.ConvertAll(MemoryMarshal.Cast<byte, double>(bytes).ToArray(), value => (float)value),
            "HalfStorage" => Array.ConvertAll(MemoryMarshal.Cast<byte, Half>(bytes).ToArray(), value => (float)value),
            _ => Array.ConvertAll(MemoryMarshal.Cast<byte, short>(bytes).ToArray(), value => BitConverter.Int32BitsToSingle(value << 16)),
        };
    }

    /// <summary>A file of the archive. PyTorch stores them as they are; a compressed one could claim any size.</summary>
    private static byte[] Bytes(ZipArchiveEntry entry, long most, string name, MemoryAllowance allowance)
    {
        if (entry.CompressedLength != entry.Length || entry.Length > most)
        {
            throw new WeightFileException(
                $"{name}: {TensorReader.Clean(entry.FullName)} has {entry.Length} bytes from {entry.CompressedLength}; PyTorch compresses nothing.");
        }

        Take(allowance, entry.Length, name);
        byte[] bytes = new byte[entry.Length];
        using Stream stream = entry.Open();
        int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return read == bytes.Length
            ? bytes
            : throw new WeightFileException($"{name}: {TensorReader.Clean(entry.FullName)} ends after {read} of {bytes.Length} bytes.");
    }

    private static void Take(MemoryAllowance allowance, long bytes, string name)
    {
        if (!allowance.TryTake(bytes))
        {
            throw new WeightFileException($"{TensorReader.Clean(name)}: {allowance.Excess}");
        }
    }

    private static bool IsReal(string storage) => storage is "FloatStorage" or "DoubleStorage" or "HalfStorage" or "BFloat16Storage";

    private static int Narrow(long size, string name) =>
        size is >= 0 and <= int.MaxValue ? (int)size : throw new WeightFileException($"{TensorReader.Clean(name)} has the size {size}.");
}
