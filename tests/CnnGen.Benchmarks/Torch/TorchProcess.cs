using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using CnnGen.Benchmarks.Measuring;

namespace CnnGen.Benchmarks.Torch;

/// <summary>PyTorch in a process of its own, which works only when it is asked to, and a folder to hand it data in.</summary>
/// <param name="threads">Threads that PyTorch may use.</param>
/// <param name="stop">Ends the process.</param>
internal sealed class TorchProcess(int threads, CancellationToken stop) : IDisposable
{
    private const string Install = "apt-get install libopenblas0-openmp";

    private readonly DirectoryInfo _exchange = Directory.CreateTempSubdirectory("cnngen-peer-");
    private PythonScript? _script;
    private string? _blas;

    public string Name { get; private set; } = "PyTorch";

    /// <summary>Advice when PyTorch is slower than it need be: beating a peer that limps proves nothing.</summary>
    public string? Advice => _blas is null || _blas.Contains("openblas", StringComparison.Ordinal)
        ? null
        : $"PyTorch uses the reference BLAS ({_blas}), in which its dense layers crawl. For a fair figure: {Install}";

    /// <summary>A file that both can read and write.</summary>
    public string PathOf(string name) => Path.Combine(_exchange.FullName, name);

    /// <summary>Writes values for the script.</summary>
    /// <returns>The file.</returns>
    public string Write<T>(string name, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        string path = PathOf(name);
        using FileStream file = File.Create(path);
        file.Write(MemoryMarshal.AsBytes(values));
        return path;
    }

    /// <summary>Starts a script and waits until it is ready to be asked.</summary>
    /// <param name="file">The script's file name.</param>
    /// <param name="arguments">Its arguments; the number of threads is added.</param>
    /// <returns>What it said when it was ready.</returns>
    public JsonElement Start(string file, params IEnumerable<string> arguments)
    {
        _script = new PythonScript(file, threads, stop, [.. arguments, "--threads", threads.ToString(CultureInfo.InvariantCulture)]);
        JsonElement ready = _script.ReadAnswer();
        Name = $"PyTorch {ready.GetProperty("version").GetString()}";
        _blas = ready.GetProperty("blas").GetString();
        return ready;
    }

    /// <summary>Lets the script that was started work for about <paramref name="duration"/>.</summary>
    public Round Run(TimeSpan duration)
    {
        _script!.Send(duration.TotalSeconds.ToString(CultureInfo.InvariantCulture));
        JsonElement answer = _script.ReadAnswer();
        return new Round(answer.GetProperty("median").GetDouble(), answer.GetProperty("min").GetDouble(), answer.GetProperty("calls").GetInt32());
    }

    public void Dispose()
    {
        _script?.Dispose();
        _exchange.Delete(recursive: true);
    }
}
