using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using CnnGen.Benchmarks.Measuring;

namespace CnnGen.Benchmarks.Torch;

/// <summary>A peer in a process of its own, which works only when it is asked to, and a folder to hand it data in.</summary>
/// <param name="threads">Threads that it may use.</param>
/// <param name="stop">Ends the process.</param>
internal sealed class TorchProcess(int threads, CancellationToken stop) : IDisposable
{
    private const string Install = "apt-get install libopenblas0-openmp";

    private readonly DirectoryInfo _exchange = Directory.CreateTempSubdirectory("cnngen-peer-");
    private PeerProcess? _peer;
    private string? _blas;

    public string Name { get; private set; } = "PyTorch";

    /// <summary>Advice when PyTorch is slower than it need be: beating a peer that limps proves nothing.</summary>
    public string? Advice => _blas is null || _blas.Contains("openblas", StringComparison.Ordinal)
        ? null
        : $"PyTorch uses the reference BLAS ({_blas}), in which its dense layers crawl. For a fair figure: {Install}";

    /// <summary>A file that both can read and write.</summary>
    public string PathOf(string name) => Path.Combine(_exchange.FullName, name);

    /// <summary>Writes values for it.</summary>
    /// <returns>The file.</returns>
    public string Write<T>(string name, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        string path = PathOf(name);
        using FileStream file = File.Create(path);
        file.Write(MemoryMarshal.AsBytes(values));
        return path;
    }

    /// <summary>The most memory that the peer ever had, in bytes; 0 where it does not say.</summary>
    public long PeakBytes { get; private set; }

    /// <summary>Starts a program and waits until it is ready to be asked.</summary>
    /// <param name="program">Which.</param>
    /// <param name="arguments">Its arguments; the number of threads is added.</param>
    /// <returns>What it said when it was ready.</returns>
    public JsonElement Start(PeerProgram program, params IEnumerable<string> arguments)
    {
        _peer = new PeerProcess(program, threads, stop, [.. arguments, "--threads", threads.ToString(CultureInfo.InvariantCulture)]);
        JsonElement ready = _peer.ReadAnswer();
        Name = $"{program.Name} {ready.GetProperty("version").GetString()}";
        PeakBytes = Peak(ready);
        _blas = program.Name != "PyTorch" ? null : ready.GetProperty("blas").GetString();
        return ready;
    }

    /// <summary>Lets the program that was started work for about <paramref name="duration"/>.</summary>
    public Round Run(TimeSpan duration)
    {
        _peer!.Send(duration.TotalSeconds.ToString(CultureInfo.InvariantCulture));
        JsonElement answer = _peer.ReadAnswer();
        PeakBytes = Peak(answer);
        return new Round(answer.GetProperty("median").GetDouble(), answer.GetProperty("min").GetDouble(), answer.GetProperty("calls").GetInt32());
    }

    private static long Peak(JsonElement answer) => answer.TryGetProperty("peakBytes", out JsonElement bytes) ? bytes.GetInt64() : 0;

    public void Dispose()
    {
        _peer?.Dispose();
        _exchange.Delete(recursive: true);
    }
}
