namespace CnnGen.Files;

/// <summary>Reads as many bytes as a file claims to have, without trusting the claim: memory grows with what really arrives.</summary>
internal static class ClaimedBytes
{
    private const int FirstBlock = 1 << 16;

    /// <summary>The next <paramref name="count"/> bytes, or fewer where the stream ends before.</summary>
    public static byte[] Read(Stream stream, long count)
    {
        long claim = Math.Min(count, Array.MaxLength);
        byte[] bytes = new byte[(int)Math.Min(claim, stream.CanSeek ? Math.Max(0, stream.Length - stream.Position) : FirstBlock)];
        int read = 0;
        while (true)
        {
            int got = stream.ReadAtLeast(bytes.AsSpan(read), bytes.Length - read, throwOnEndOfStream: false);
            read += got;
            if (read < bytes.Length || read == claim || stream.CanSeek)
            {
                break;
            }

            Array.Resize(ref bytes, (int)Math.Min(claim, 2L * bytes.Length));
        }

        Array.Resize(ref bytes, read);
        return bytes;
    }
}
