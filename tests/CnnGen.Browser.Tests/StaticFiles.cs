using System.Net;
using System.Net.Sockets;

namespace CnnGen.Browser.Tests;

/// <summary>A folder over HTTP on the loopback interface, as any web server gives it out, compressed files where there are some.</summary>
internal sealed class StaticFiles : IDisposable
{
    private static readonly Dictionary<string, string> s_types = new(StringComparer.Ordinal)
    {
        [".html"] = "text/html; charset=utf-8",
        [".js"] = "text/javascript",
        [".css"] = "text/css",
        [".wasm"] = "application/wasm",
        [".svg"] = "image/svg+xml",
    };

    private readonly HttpListener _listener = new();
    private readonly string _folder;
    private long _sentBytes;

    public StaticFiles(string folder)
    {
        _folder = folder;
        Address = $"http://127.0.0.1:{FreePort()}/";
        _listener.Prefixes.Add(Address);
        _listener.Start();
        _ = Task.Run(Serve);
    }

    /// <summary>Where the folder is.</summary>
    public string Address { get; }

    /// <summary>Bytes of bodies sent so far: what a visitor downloads.</summary>
    public long SentBytes => Interlocked.Read(ref _sentBytes);

    public void Dispose() => _listener.Close();

    private static int FreePort()
    {
        using TcpListener probe = new(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task Serve()
    {
        try
        {
            while (true)
            {
                Answer(await _listener.GetContextAsync());
            }
        }
        catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
        {
            // Disposed: the tests are over.
        }
    }

    private void Answer(HttpListenerContext context)
    {
        string name = context.Request.Url!.AbsolutePath.TrimStart('/');
        string path = Path.GetFullPath(Path.Combine(_folder, name.Length == 0 ? "index.html" : name));
        using HttpListenerResponse response = context.Response;
        if (!path.StartsWith(_folder, StringComparison.Ordinal) || !File.Exists(path))
        {
            response.StatusCode = 404;
            return;
        }

        bool isCompressed = File.Exists(path + ".br");
        byte[] content = File.ReadAllBytes(isCompressed ? path + ".br" : path);
        response.ContentType = s_types.GetValueOrDefault(Path.GetExtension(path), "application/octet-stream");
        if (isCompressed)
        {
            response.AddHeader("Content-Encoding", "br");
        }

        response.ContentLength64 = content.Length;
        Interlocked.Add(ref _sentBytes, content.Length);
        try
        {
            response.OutputStream.Write(content);
        }
        catch (HttpListenerException)
        {
            // The page went elsewhere.
        }
    }
}
