using CnnGen.Files;
using CnnGen.Packing;

namespace CnnGen;

/// <summary>
/// Values that stay in a safetensors file and are read when they are needed. The file is read, not mapped: if somebody shortens it, that is an exception and
/// not the end of the process. It stays open, so that it may be replaced or deleted, but what is read must be what was checked when it was opened.
/// </summary>
internal sealed unsafe class ParameterFile : ParameterSource, IDisposable
{
    private readonly FileStream _stream;
    private readonly long _length;
    private readonly long _written;
    private readonly int[] _offsets;
    private readonly SafetensorsData[] _tensors;

    /// <summary>Takes an open file.</summary>
    /// <param name="stream">The file, standing where the data begins.</param>
    /// <param name="header">Its header, which fits the network.</param>
    /// <param name="info">The network.</param>
    public ParameterFile(FileStream stream, SafetensorsHeader header, NetworkInfo info)
    {
        _stream = stream;
        _length = stream.Length;
        _written = UnixFile.LastWrite(stream.SafeFileHandle);
        _offsets = new int[info.Parameters.Count];
        _tensors = new SafetensorsData[_offsets.Length];
        for (int i = 0; i < _offsets.Length; i++)
        {
            ParameterTensor tensor = info.Parameters[i];
            _offsets[i] = tensor.Offset;
            _tensors[i] = new SafetensorsData(stream.SafeFileHandle, stream.Position, header[tensor.Name]!, stream.Name);
        }

        Array.Sort(_offsets, _tensors);
    }

    /// <summary>Whether the file can still be read.</summary>
    public bool IsOpen { get; private set; } = true;

    /// <inheritdoc/>
    public override float* Read(int offset, int length, PackingScratch scratch)
    {
        int found = Array.BinarySearch(_offsets, offset);
        int tensor = found >= 0 ? found : ~found - 1;
        float* values = scratch.Take(length);
        _tensors[tensor].Read(offset - _offsets[tensor], new Span<float>(values, length));
        return values;
    }

    /// <inheritdoc/>
    public override void CheckUnchanged()
    {
        if (RandomAccess.GetLength(_stream.SafeFileHandle) != _length || UnixFile.LastWrite(_stream.SafeFileHandle) != _written)
        {
            throw WasWrittenTo();
        }
    }

    /// <summary>The exception for a file whose content is another by now.</summary>
    public WeightFileException WasWrittenTo() =>
        new($"{_stream.Name}: the file was written to after it had been opened, and its weights can no longer be read.");

    /// <summary>Reads all tensors to their places in <see cref="NetworkWeights.Values"/>.</summary>
    public void CopyTo(Span<float> values, NetworkInfo info)
    {
        foreach (ParameterTensor tensor in info.Parameters)
        {
            _tensors[Array.BinarySearch(_offsets, tensor.Offset)].Read(0, values.Slice(tensor.Offset, tensor.Length));
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        IsOpen = false;
        _stream.Dispose();
    }
}
