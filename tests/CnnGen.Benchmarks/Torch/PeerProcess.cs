using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.Intrinsics;
using System.Text;
using System.Text.Json;

namespace CnnGen.Benchmarks.Torch;

/// <summary>A peer in a process of its own, which is told lines and answers with lines of JSON.</summary>
internal sealed class PeerProcess : IDisposable
{
    // Libraries may warn with every call before they end.
    private const int MostOfErrors = 600;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly StringBuilder _errors = new();
    private readonly CancellationTokenRegistration _killing;
    private readonly CancellationToken _stop;
    private readonly PeerProgram _program;

    /// <summary>Starts it.</summary>
    /// <param name="program">What is started.</param>
    /// <param name="threads">Threads that its libraries may use.</param>
    /// <param name="stop">Ends the process.</param>
    /// <param name="arguments">The arguments.</param>
    /// <exception cref="MissingPeerException">There is no such program.</exception>
    public PeerProcess(PeerProgram program, int threads, CancellationToken stop, params IEnumerable<string> arguments)
    {
        (_program, _stop) = (program, stop);
        _process = Start(program, threads, arguments);
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (_errors)
            {
                _errors.AppendLine(line.Data);
            }
        };
        _process.BeginErrorReadLine();
        _killing = stop.Register(Kill);
    }

    /// <summary>Says something to it.</summary>
    public void Send(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
    }

    /// <summary>Waits for its next line.</summary>
    /// <exception cref="MissingPeerException">It lacks what it measures.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    /// <exception cref="EndedPeerException">It ended.</exception>
    public JsonElement ReadAnswer()
    {
        string? line = _process.StandardOutput.ReadLine();
        _stop.ThrowIfCancellationRequested();
        if (line is null)
        {
            int? exitCode = _process.WaitForExit(s_patience) ? _process.ExitCode : null;
            lock (_errors)
            {
                string errors = _errors.ToString().Trim();
                throw new EndedPeerException(_program.Name, exitCode, errors[Math.Max(0, errors.Length - MostOfErrors)..]);
            }
        }

        using var document = JsonDocument.Parse(line);
        return document.RootElement.TryGetProperty("missing", out JsonElement missing)
            ? throw _program.Missing(missing.GetString())
            : document.RootElement.Clone();
    }

    public void Dispose()
    {
        _killing.Dispose();

        // It ends with its input; a process that hangs is ended by its own handle.
        _process.StandardInput.Close();
        if (!_process.WaitForExit(s_patience))
        {
            Kill();
        }

        _process.Dispose();
    }

    private static Process Start(PeerProgram program, int threads, IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(program.FileName, [.. program.Arguments, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["OMP_NUM_THREADS"] = threads.ToString(CultureInfo.InvariantCulture);

        // Without these every call maps and unmaps its activations, and page faults are measured instead of PyTorch.
        start.Environment["MALLOC_MMAP_THRESHOLD_"] = "1000000000";
        start.Environment["MALLOC_TRIM_THRESHOLD_"] = "4000000000";

        // PyTorch prefers 256-bit kernels where it is not told.
        start.Environment["ATEN_CPU_CAPABILITY"] = Vector512.IsHardwareAccelerated ? "avx512" : Vector256.IsHardwareAccelerated ? "avx2" : "default";
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception missing)
        {
            throw program.Missing(missing.Message);
        }
    }

    private void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }
}
