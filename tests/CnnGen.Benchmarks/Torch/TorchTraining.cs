using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Json;
using CnnGen.Benchmarks.Measuring;
using CnnGen.Benchmarks.Networks;

namespace CnnGen.Benchmarks.Torch;

/// <summary>PyTorch training LeNet-5 in a process of its own, which works only when it is asked to.</summary>
internal sealed class TorchTraining : ITrainingContender
{
    private const string PythonVariable = "CNNGEN_PYTHON";
    private const string DefaultPython = "/usr/bin/python3";
    private const string Install = "apt-get install python3-torch libopenblas0-openmp";

    private readonly DirectoryInfo _exchange;
    private readonly Process _process;

    /// <summary>Starts it and lets it do the checked steps.</summary>
    /// <param name="task">What to train.</param>
    /// <param name="data">The images and labels.</param>
    /// <param name="saveWeights">Writes the weights to start from, as safetensors, to a path.</param>
    /// <param name="threads">Threads that PyTorch may use.</param>
    /// <exception cref="MissingPeerException">There is no Python or no PyTorch.</exception>
    public TorchTraining(TrainingTask task, LabelledImages data, Action<string> saveWeights, int threads)
    {
        _exchange = Directory.CreateTempSubdirectory("cnngen-peer-");
        try
        {
            string images = WriteValues<float>("images.f32", data.Images);
            string labels = WriteValues<int>("labels.i32", data.Labels);
            string weights = Path.Combine(_exchange.FullName, "weights.safetensors");
            saveWeights(weights);
            _process = Start(task, threads, images, labels, weights);
            using JsonDocument ready = ReadLine();
            JsonElement answer = ready.RootElement;
            if (answer.TryGetProperty("missing", out JsonElement missing))
            {
                throw new MissingPeerException("PyTorch", $"{Python}: {missing.GetString()}", Install);
            }

            Name = $"PyTorch {answer.GetProperty("version").GetString()}";
            Losses = [.. answer.GetProperty("losses").EnumerateArray().Select(loss => loss.GetDouble())];
            Blas = answer.GetProperty("blas").GetString();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public string Name { get; }

    public IReadOnlyList<double> Losses { get; }

    /// <summary>The library behind its matrix products, if the system tells.</summary>
    public string? Blas { get; }

    /// <summary>Advice when PyTorch is slower than it need be: beating a peer that limps proves nothing.</summary>
    public string? Advice => Blas is null || Blas.Contains("openblas", StringComparison.Ordinal)
        ? null
        : $"PyTorch uses the reference BLAS ({Blas}), in which its dense layers crawl. For a fair figure: {Install}";

    private static string Python => Environment.GetEnvironmentVariable(PythonVariable) is { Length: > 0 } configured ? configured : DefaultPython;

    public Round Run(TimeSpan duration)
    {
        _process.StandardInput.WriteLine(duration.TotalSeconds.ToString(CultureInfo.InvariantCulture));
        _process.StandardInput.Flush();
        using JsonDocument answer = ReadLine();
        return new Round(
            answer.RootElement.GetProperty("median").GetDouble(),
            answer.RootElement.GetProperty("min").GetDouble(),
            answer.RootElement.GetProperty("steps").GetInt32());
    }

    public void Dispose()
    {
        if (_process is not null)
        {
            // The script ends with its input; a process that hangs is ended by its own handle.
            _process.StandardInput.Close();
            if (!_process.WaitForExit(TimeSpan.FromSeconds(5)))
            {
                _process.Kill();
            }

            _process.Dispose();
        }

        _exchange.Delete(recursive: true);
    }

    private static Process Start(TrainingTask task, int threads, string images, string labels, string weights)
    {
        ProcessStartInfo start = new(Python)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in (ReadOnlySpan<string>)
        [
            Path.Combine(AppContext.BaseDirectory, "peers", "train_lenet5.py"),
            "--images", images, "--labels", labels, "--weights", weights,
            "--batch", Text(task.Batch), "--threads", Text(threads),
            "--learning-rate", Text(task.LearningRate), "--momentum", Text(task.Momentum),
            "--checked-steps", Text(TrainingTask.CheckedSteps),
        ])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["OMP_NUM_THREADS"] = Text(threads);

        // Without these every step maps and unmaps its activations, and page faults are measured instead of PyTorch.
        start.Environment["MALLOC_MMAP_THRESHOLD_"] = "1000000000";
        start.Environment["MALLOC_TRIM_THRESHOLD_"] = "4000000000";
        if (Vector512.IsHardwareAccelerated)
        {
            // PyTorch prefers 256-bit kernels where it is not told.
            start.Environment["ATEN_CPU_CAPABILITY"] = "avx512";
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception missing)
        {
            throw new MissingPeerException("PyTorch", $"{Python}: {missing.Message} (set {PythonVariable} to another)", Install);
        }
    }

    private static string Text<T>(T value)
        where T : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);

    private string WriteValues<T>(string name, T[] values)
        where T : unmanaged
    {
        string path = Path.Combine(_exchange.FullName, name);
        File.WriteAllBytes(path, MemoryMarshal.AsBytes<T>(values));
        return path;
    }

    private JsonDocument ReadLine()
    {
        string? line = _process.StandardOutput.ReadLine();
        return line is not null
            ? JsonDocument.Parse(line)
            : throw new BenchmarkException($"PyTorch's process ended: {_process.StandardError.ReadToEnd().Trim()}");
    }
}
