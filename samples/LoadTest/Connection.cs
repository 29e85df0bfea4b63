using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CnnGen.Samples.LoadTest;

/// <summary>
/// One HTTP/1.1 connection that sends the same request again and again. Bare sockets, since client and server share the processors: what a client of many
/// features computes would be measured as the server's.
/// </summary>
internal sealed class Connection : IDisposable
{
    private static readonly byte[] s_headerEnd = "\r\n\r\n"u8.ToArray();

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _request;
    private readonly byte[] _response = new byte[16 * 1024];

    public Connection(byte[] request) => _request = request;

    /// <summary>The request: headers and body.</summary>
    public static byte[] PostPicture(byte[] picture)
    {
        string head =
            string.Create(
                CultureInfo.InvariantCulture,
                $"POST /classify HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\nContent-Length: {picture.Length}\r\n\r\n");
        return [.. Encoding.ASCII.GetBytes(head), .. picture];
    }

    public Task Open(int port, CancellationToken cancellation) => _socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancellation).AsTask();

    /// <summary>Sends the request and reads the whole answer.</summary>
    /// <returns>The status.</returns>
    /// <exception cref="IOException">The answer ends early, or is longer than any this server gives.</exception>
    public async Task<int> Ask(CancellationToken cancellation)
    {
        await _socket.SendAsync(_request, cancellation);
        int received = 0;
        int end = -1;
        while (end < 0 || received < end)
        {
            int count = received < _response.Length ? await _socket.ReceiveAsync(_response.AsMemory(received), cancellation) : 0;
            if (count == 0)
            {
                throw new IOException($"The answer ended after {received} bytes.");
            }

            received += count;
            end = end < 0 ? End(_response.AsSpan(0, received)) : end;
        }

        return int.Parse(_response.AsSpan("HTTP/1.1 ".Length, 3), NumberStyles.None, CultureInfo.InvariantCulture);
    }

    public void Dispose() => _socket.Dispose();

    // Where the answer ends, or -1 while its header has not.
    private static int End(ReadOnlySpan<byte> response)
    {
        int header = response.IndexOf(s_headerEnd);
        if (header < 0)
        {
            return -1;
        }

        string text = Encoding.ASCII.GetString(response[..header]);
        int at = text.IndexOf("Content-Length: ", StringComparison.OrdinalIgnoreCase);
        string length = at < 0 ? "0" : text[(at + "Content-Length: ".Length)..].Split('\r')[0];
        return header + s_headerEnd.Length + int.Parse(length, NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
