using System.Diagnostics;
using System.Text;

namespace CnnGen.Testing;

/// <summary>Runs programs, above all <c>dotnet</c>, and keeps what they print.</summary>
internal static class DotnetCommand
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(8);

    /// <summary>Runs <c>dotnet</c>.</summary>
    public static ProgramRun Run(string workingDirectory, params string[] arguments) =>
        RunProgram(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", workingDirectory, arguments);

    /// <summary>Runs a program to its end. Its standard input is empty.</summary>
    public static ProgramRun RunProgram(string program, string workingDirectory, params string[] arguments) =>
        RunProgram(program, workingDirectory, new Dictionary<string, string>(), arguments);

    /// <summary>Runs <c>dotnet</c> with environment variables beside its own.</summary>
    public static ProgramRun RunWith(IReadOnlyDictionary<string, string> environment, string workingDirectory, params string[] arguments) =>
        RunProgram(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", workingDirectory, environment, arguments);

    /// <summary>Runs a program with environment variables beside its own.</summary>
    public static ProgramRun RunProgram(string program, string workingDirectory, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_TieredPGO"] = "0";

        // A build process that stayed behind would hold the output open, and the end of the output is waited for.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";

        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        StringBuilder output = new();
        using Process process = new() { StartInfo = start };
        process.OutputDataReceived += (_, line) => Append(output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(output, line.Data);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (!process.WaitForExit(s_patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} did not end in {s_patience.TotalMinutes:0} minutes:\n{output}");
        }

        process.WaitForExit();
        return new ProgramRun($"{Path.GetFileName(program)} {string.Join(' ', arguments)}", process.ExitCode, output.ToString());
    }

    private static void Append(StringBuilder output, string? line)
    {
        if (line is not null)
        {
            lock (output)
            {
                output.Append(line).Append('\n');
            }
        }
    }
}
