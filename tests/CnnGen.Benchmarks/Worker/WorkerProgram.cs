using System.ComponentModel;
using System.Diagnostics;

namespace CnnGen.Benchmarks.Worker;

/// <summary>CnnGen.Benchmarks.Worker in one of its forms. Each measured process begins with nothing and holds nothing else.</summary>
/// <param name="Form">What it is called in tables.</param>
/// <param name="Path">The executable.</param>
internal sealed record WorkerProgram(string Form, string Path)
{
    private const string Project = "tests/CnnGen.Benchmarks.Worker";
    private const string Output = "artifacts/worker";

    /// <summary>Compiled ahead of time for this processor.</summary>
    /// <param name="progress">Is told what takes a while.</param>
    public static WorkerProgram MakeNative(Action<string> progress) => Make("native", "publish", progress);

    /// <summary>Compiled by the JIT when it runs.</summary>
    /// <param name="progress">Is told what takes a while.</param>
    public static WorkerProgram MakeJitted(Action<string> progress) => Make("JIT", "build", progress);

    private static WorkerProgram Make(string form, string command, Action<string> progress)
    {
        string project = RepositoryPath.Of(Project);
        string folder = System.IO.Path.GetFullPath(System.IO.Path.Combine(Output, command));
        progress($"dotnet {command} {Project}");
        string dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        ProcessStartInfo start = new(dotnet, [command, project, "-c", "Release", "-o", folder]) { RedirectStandardOutput = true };

        // A build process that stayed behind would take time from what is measured.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        try
        {
            using Process process = Process.Start(start)!;
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0
                ? new WorkerProgram(form, System.IO.Path.Combine(folder, System.IO.Path.GetFileName(project) + (OperatingSystem.IsWindows() ? ".exe" : "")))
                : throw new BenchmarkException($"dotnet {command} {project} failed:\n{output}");
        }
        catch (Win32Exception missing)
        {
            throw new BenchmarkException($"{dotnet} cannot be started: {missing.Message}");
        }
    }
}
