using System.Buffers.Binary;
using System.IO.Compression;

namespace CnnGen.Tests.Data;

internal static class IdxBytes
{
    public static byte[] Of(int[] shape, byte[] elements)
    {
        byte[] header = new byte[4 + (4 * shape.Length)];
        header[2] = 8;
        header[3] = (byte)shape.Length;
        for (int axis = 0; axis < shape.Length; axis++)
        {
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + (4 * axis)), shape[axis]);
        }

        return [.. header, .. elements];
    }

    public static byte[] Gzip(byte[] content)
    {
        var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest))
        {
            gzip.Write(content);
        }

        return zipped.ToArray();
    }
}
