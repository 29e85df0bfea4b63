using System.Diagnostics;
using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using CnnGen.Testing;
using Xunit;

namespace CnnGen.Server.Tests;

/// <summary>samples/Server as a process on a free port of the loopback interface.</summary>
public sealed partial class RunningServer : IDisposable
{
    private const int Terminate = 15;
    private const string Listening = "Now listening on: ";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    public RunningServer()
        : this([])
    {
    }

    internal RunningServer(params string[] options)
        : this(Program, options)
    {
    }

    private RunningServer(string program, string[] options)
    {
        ProcessStartInfo start = new(program, ["--urls", "http://127.0.0.1:0", .. options]) { RedirectStandardOutput = true };
        _process = Process.Start(start)!;
        Address = new Uri(ReadAddress(_process));

        // What it says later must not fill the pipe.
        _ = _process.StandardOutput.ReadToEndAsync();
        Client = new HttpClient { BaseAddress = Address, Timeout = s_patience };
    }

    /// <summary>A drawn 7.</summary>
    public static byte[] Seven { get; } = File.ReadAllBytes(Path.Combine(Repository.Root, "samples", "DigitReader", "seven.png"));

    internal static string Program { get; } = Built(Path.Combine("samples", "Server"), "Server");

    public Uri Address { get; }

    public HttpClient Client { get; }

    public bool IsRunning => !_process.HasExited;

    /// <summary>Resident memory.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>The peer that load is compared with: the same server around ONNX Runtime.</summary>
    internal static RunningServer OnOnnxRuntime(params string[] options) =>
        new(Built(Path.Combine("tests", "CnnGen.Server.OnnxRuntime"), "CnnGen.Server.OnnxRuntime"), options);

    /// <summary>Posts a body to /classify.</summary>
    public Task<HttpResponseMessage> Post(byte[] body, string contentType = "image/png")
    {
        ByteArrayContent content = new(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        return Client.PostAsync("/classify", content);
    }

    /// <summary>Asks it to stop, as a service manager does, and waits.</summary>
    /// <returns>Its exit code.</returns>
    public int Stop()
    {
        Assert.Equal(0, Kill(_process.Id, Terminate));
        Assert.True(_process.WaitForExit(s_patience), "The server did not stop.");
        return _process.ExitCode;
    }

    public void Dispose()
    {
        Client.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private static string Built(string folder, string program) =>
        Path.Combine(Repository.Root, folder, "bin", Repository.Configuration, Repository.Metadata("ServerFolder"), program);

    private static string ReadAddress(Process process)
    {
        while (process.StandardOutput.ReadLine() is { } line)
        {
            int at = line.IndexOf(Listening, StringComparison.Ordinal);
            if (at >= 0)
            {
                return line[(at + Listening.Length)..].Trim();
            }
        }

        throw new InvalidOperationException($"The server ended with {process.ExitCode} before it listened.");
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
