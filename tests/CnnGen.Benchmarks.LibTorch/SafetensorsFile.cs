using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace CnnGen.Benchmarks.LibTorch;

/// <summary>The tensors of a safetensors file in the order in which they stand: a header's length, the header as JSON, then the bytes.</summary>
internal static class SafetensorsFile
{
    private const int LengthBytes = 8;

    /// <summary>Reads all tensors, which are fp32.</summary>
    public static Queue<(string Name, long[] Shape, float[] Values)> Read(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        int start = LengthBytes + (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
        using var header = JsonDocument.Parse(file.AsMemory(LengthBytes, start - LengthBytes));
        Queue<(string, long[], float[])> tensors = new();
        IEnumerable<JsonProperty> entries = header.RootElement.EnumerateObject()
            .Where(entry => entry.Name != "__metadata__" && entry.Value.GetProperty("dtype").GetString() == "F32")
            .OrderBy(entry => entry.Value.GetProperty("data_offsets")[0].GetInt64());
        foreach (JsonProperty tensor in entries)
        {
            JsonElement offsets = tensor.Value.GetProperty("data_offsets");
            (int first, int end) = (offsets[0].GetInt32(), offsets[1].GetInt32());
            long[] shape = [.. tensor.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())];
            tensors.Enqueue((tensor.Name, shape, MemoryMarshal.Cast<byte, float>(file.AsSpan(start + first, end - first)).ToArray()));
        }

        return tensors;
    }
}
