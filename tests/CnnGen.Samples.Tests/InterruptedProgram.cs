using System.Diagnostics;
using System.Runtime.InteropServices;
using Xunit;

namespace CnnGen.Samples.Tests;

/// <summary>
/// A program that is asked to stop, which it does as at Ctrl-C. The signal is that of a polite termination: a shell lets programs that it starts in the
/// background, and all that they start, ignore the signal of Ctrl-C.
/// </summary>
internal sealed partial class InterruptedProgram : IDisposable
{
    private const int Terminate = 15;
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    private readonly Process _process;

    private InterruptedProgram(Process process) => _process = process;

    public int ExitCode => _process.ExitCode;

    public static InterruptedProgram Start(string workingDirectory, string assembly, params string[] arguments)
    {
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [assembly, .. arguments])
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardOutput = true,
        };
        return new InterruptedProgram(Process.Start(start)!);
    }

    /// <summary>Waits for a line that begins with a text, interrupts, and waits for the end.</summary>
    /// <returns>All that was printed.</returns>
    public string InterruptAfter(string lineStart)
    {
        string output = "";
        bool isInterrupted = false;
        while (_process.StandardOutput.ReadLine() is string line)
        {
            output += line + "\n";
            if (!isInterrupted && line.StartsWith(lineStart, StringComparison.Ordinal))
            {
                isInterrupted = true;
                Assert.Equal(0, Kill(_process.Id, Terminate));
            }
        }

        Assert.True(isInterrupted, output);
        Assert.True(_process.WaitForExit(s_patience), output);
        return output;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
