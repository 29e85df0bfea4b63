using System.Diagnostics;
using CnnGen.Testing;

namespace CnnGen.Mpi.Tests;

/// <summary>samples/Cifar in one process or, by mpirun, in several.</summary>
internal static class Launcher
{
    public const string Missing = "mpirun is not installed (Debian: openmpi-bin).";

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    private static readonly string s_program =
        Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "samples", "Cifar", "bin"), "Cifar.dll", SearchOption.AllDirectories)
            .OrderBy(File.GetLastWriteTimeUtc)
            .Last();

    public static bool IsInstalled { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "mpirun")));

    /// <summary>Runs to the end.</summary>
    /// <param name="processes">How many; 0 for one without MPI.</param>
    /// <param name="arguments">Of the program.</param>
    public static ProgramRun Run(int processes, params string[] arguments)
    {
        using Process process = Start(processes, arguments);
        return Complete(process, processes, arguments);
    }

    public static Process Start(int processes, string[] arguments)
    {
        string[] launcher = processes == 0 ? [] : ["-n", processes.ToString(System.Globalization.CultureInfo.InvariantCulture), "--oversubscribe", "dotnet"];
        ProcessStartInfo start = new(processes == 0 ? "dotnet" : "mpirun", [.. launcher, s_program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // Build servers run as root; Open MPI wants to be told twice that this is meant.
        start.Environment["OMPI_ALLOW_RUN_AS_ROOT"] = start.Environment["OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"] = "1";
        return Process.Start(start)!;
    }

    public static ProgramRun Complete(Process process, int processes, string[] arguments)
    {
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(s_patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{processes} processes did not end in {s_patience.TotalMinutes:0} minutes: {output.Result}\n{errors.Result}");
        }

        return new ProgramRun($"{processes} processes: {string.Join(' ', arguments)}", process.ExitCode, output.Result + errors.Result);
    }
}
