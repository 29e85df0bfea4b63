using System.Net;
using System.Net.Sockets;
using System.Text;
using Xunit;

namespace CnnGen.Server.Tests;

/// <summary>A server that has too much to do, too little time, or is asked to stop.</summary>
public sealed class OverloadTests
{
    private const int MalformedRequests = 10_000;
    private const long MostGrowth = 64 << 20;

    /// <summary>With room for one image some of many have to go; none may hang, and what is taken is answered.</summary>
    [Fact]
    public async Task AFullQueue_RefusesAtOnce()
    {
        using RunningServer server = new("--workers", "1", "--batch", "1", "--queue", "1");

        HttpResponseMessage[] responses = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => server.Post(RunningServer.Seven)));

        Assert.All(responses, response => Assert.Contains(response.StatusCode, new[] { HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable }));
        Assert.Contains(responses, response => response.StatusCode == HttpStatusCode.OK);
        Assert.All(responses.Where(response => response.StatusCode != HttpStatusCode.OK), response => Assert.NotNull(response.Headers.RetryAfter));
    }

    [Fact]
    public async Task ABodyThatDoesNotArrive_IsGivenUp()
    {
        using RunningServer server = new("--timeout", "300");
        using TcpClient client = new();
        await client.ConnectAsync(server.Address.Host, server.Address.Port);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync("POST /classify HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\nContent-Length: 1000\r\n\r\nhalf"u8.ToArray());

        byte[] answer = new byte[1024];
        int length = await stream.ReadAsync(answer).AsTask().WaitAsync(TimeSpan.FromSeconds(30));

        Assert.StartsWith("HTTP/1.1 408", Encoding.ASCII.GetString(answer, 0, length), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AskedToStop_AnswersWhatItHasTaken()
    {
        using RunningServer server = new();
        Task<HttpResponseMessage>[] requests = [.. Enumerable.Range(0, 100).Select(_ => server.Post(RunningServer.Seven))];
        await requests[0];

        int exitCode = server.Stop();

        // Connections that were not yet accepted are refused; whatever was answered is whole.
        int answered = 0;
        foreach (Task<HttpResponseMessage> request in requests)
        {
            try
            {
                using HttpResponseMessage response = await request;
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
                answered++;
            }
            catch (HttpRequestException)
            {
            }
        }

        Assert.Equal(0, exitCode);
        Assert.InRange(answered, 1, requests.Length);
    }

    [Fact]
    public async Task TenThousandMalformedRequests_LeaveItServingAndItsMemoryFlat()
    {
        using RunningServer server = new("--timeout", "2000");
        Random random = new(1);
        for (int i = 0; i < 500; i++)
        {
            await SendMalformed(server, random, i);
        }

        long before = server.ResidentBytes;
        for (int i = 0; i < MalformedRequests; i++)
        {
            await SendMalformed(server, random, i);
        }

        Assert.True(server.IsRunning);
        Assert.InRange(server.ResidentBytes - before, long.MinValue, MostGrowth);
        using HttpResponseMessage response = await server.Post(RunningServer.Seven);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    // Whoever ends its half of the connection before the answer is taken for gone, and what it sent is often not looked at. So only a request that is cut ends
    // it; a whole one waits for its refusal.
    private static async Task SendMalformed(RunningServer server, Random random, int index)
    {
        bool isCut = (index % 8) is 0 or 4 or 6;
        string answer = await Send(server, Malformed(random, index), isCut);
        if (!isCut)
        {
            Assert.StartsWith("HTTP/1.1 4", answer, StringComparison.Ordinal);
        }
    }

    // A request that is wrong in its own way: HTTP that is none, sizes that lie, pictures that are cut, changed, or noise.
    private static byte[] Malformed(Random random, int index)
    {
        byte[] picture = [.. RunningServer.Seven];
        byte[] noise = new byte[random.Next(1, 400)];
        random.NextBytes(noise);
        switch (index % 8)
        {
            case 0:
                return noise;
            case 1:
                return [.. Head("image/png", noise.Length), .. noise];
            case 2:
                picture[random.Next(picture.Length)] ^= (byte)(1 << random.Next(8));
                return [.. Head("image/png", picture.Length), .. picture];
            case 3:
                picture = picture[..random.Next(1, picture.Length)];
                return [.. Head("image/png", picture.Length), .. picture];
            case 4:
                return [.. Head("image/png", picture.Length + random.Next(1, 1000)), .. picture];
            case 5:
                return Encoding.ASCII.GetBytes($"POST /classify HTTP/1.1\r\nHost: x\r\nContent-Length: -{random.Next()}\r\n\r\n");
            case 6:
                return Encoding.ASCII.GetBytes(
                    $"POST /classify HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Type: image/png\r\n\r\n{random.Next():x}\r\n");
            default:
                picture.AsSpan(random.Next(8, 24), 4).Fill((byte)random.Next(256));
                return [.. Head(random.Next(2) == 0 ? "image/png" : "image/0png", picture.Length), .. picture];
        }
    }

    private static byte[] Head(string contentType, int length) =>
        Encoding.ASCII.GetBytes(
            $"POST /classify HTTP/1.1\r\nHost: localhost\r\nContent-Type: {contentType}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n");

    // Sends, says that no more will come where the request is cut, and reads what is answered, if anything.
    private static async Task<string> Send(RunningServer server, byte[] request, bool isCut)
    {
        using TcpClient client = new() { NoDelay = true };
        await client.ConnectAsync(server.Address.Host, server.Address.Port);
        using MemoryStream answer = new();
        try
        {
            NetworkStream stream = client.GetStream();
            await stream.WriteAsync(request);
            if (isCut)
            {
                client.Client.Shutdown(SocketShutdown.Send);
            }

            await stream.CopyToAsync(answer);
        }
        catch (IOException)
        {
            // It closed the connection on us, which it may.
        }

        return Encoding.ASCII.GetString(answer.ToArray());
    }
}
