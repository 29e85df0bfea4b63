using System.Text;

namespace CnnGen.Tests.Parameters;

/// <summary>Safetensors files put together by hand, right or wrong.</summary>
internal static class SafetensorsBytes
{
    public static byte[] Of(string json, int dataLength) => Of(Encoding.UTF8.GetBytes(json), new byte[dataLength]);

    public static byte[] Of(byte[] json, byte[] data) => [.. BitConverter.GetBytes((long)json.Length), .. json, .. data];

    public static SafetensorsFile Read(string json, int dataLength) => SafetensorsFile.Read(new MemoryStream(Of(json, dataLength)), "a.safetensors");
}
