using Xunit;

namespace CnnGen.Testing;

/// <summary>How a program ended and what it printed, both streams together.</summary>
internal sealed record ProgramRun(string CommandLine, int ExitCode, string Output)
{
    /// <summary>The printed lines.</summary>
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Fails with all of the output if the program did.</summary>
    public ProgramRun Succeeded()
    {
        Assert.True(ExitCode == 0, $"{CommandLine} ended with {ExitCode}:\n{Output}");
        return this;
    }

    /// <summary>The text behind <paramref name="label"/> on the line that begins with it.</summary>
    public string Value(string label)
    {
        string? line = Lines.FirstOrDefault(line => line.StartsWith(label, StringComparison.Ordinal));
        Assert.True(line is not null, $"{CommandLine} printed no line that begins with \"{label}\":\n{Output}");
        return line[label.Length..].Trim();
    }
}
