namespace CnnGen.Files;

/// <summary>Reads as many bytes as a file claims to have, without trusting the claim: memory grows with what really arrives.</summary>
internal static class ClaimedBytes
{
    private const int FirstBlock = 1 << 16;

    /// <summary>
    /// How many bytes follow in a stream; null where it cannot say. Devices and files that a system makes up when they are read have a length of 0 and content
    /// all the same.
    /// </summary>
    public static long? Following(Stream stream) => stream.CanSeek && stream.Length is var length and > 0 ? Math.Max(0, length - stream.Position) : null;

    /// <summary>The next <paramref name="count"/> bytes, or fewer where the stream ends before.</summary>
    public static byte[] Read(Stream stream, long count)
    {
        long claim = Math.Min(count, Array.MaxLength);
        long? following = Following(stream);
        byte[] bytes = new byte[(int)Math.Min(claim, following ?? FirstBlock)];
        int read = 0;
        while (true)
        {
            int got = stream.ReadAtLeast(bytes.AsSpan(read), bytes.Length - read, throwOnEndOfStream: false);
            read += got;
            if (read < bytes.Length || read == claim || following is not null)
            {
                break;
            }

            Array.Resize(ref bytes, (int)Math.Min(claim, 2L * bytes.Length));
        }

        Array.Resize(ref bytes, read);
        return bytes;
    }
}
