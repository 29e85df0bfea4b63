using Microsoft.Win32.SafeHandles;

namespace CnnGen;

/// <summary>The data of one tensor in an open file.</summary>
/// <param name="handle">The file.</param>
/// <param name="start">Where the data of all tensors begins.</param>
/// <param name="entry">The tensor.</param>
/// <param name="file">What error messages call the file.</param>
internal sealed class SafetensorsData(SafeFileHandle handle, long start, SafetensorsEntry entry, string file)
{
    /// <summary>Reads some of the elements as floats. Several threads may read at once.</summary>
    /// <param name="first">The first element.</param>
    /// <param name="values">Receives them.</param>
    public void Read(int first, Span<float> values)
    {
        long position = start + entry.Begin + ((long)first * SafetensorsType.ElementSize(entry.Type));
        SafetensorsReader.ReadFloats(
            bytes =>
            {
                int count = 0;
                for (int read = 1; count < bytes.Length && read > 0; count += read)
                {
                    read = RandomAccess.Read(handle, bytes[count..], position + count);
                }

                position += count;
                return count;
            },
            values,
            entry,
            file);
    }
}
