using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using CnnGen;
using CnnGen.Samples;

namespace Networks.CommandLine;

/// <summary>The command line: six commands, each in a file of its own.</summary>
internal static class NetworksCommand
{
    public static int Run(string[] args)
    {
        ParseResult command = Build().Parse(args);
        if (command.Errors.Count > 0)
        {
            // The last one names what was not understood; before it may stand that something else was expected.
            return Fail(command.Errors[^1].Message);
        }

        try
        {
            return command.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("stopped");
            return ExitCodes.Stopped;
        }
        catch (Exception error) when (error is UserErrorException or InvalidDataException or JsonException or IOException or UnauthorizedAccessException)
        {
            return Fail(error.Message);
        }
    }

    private static RootCommand Build() => new("Published networks, declared as attributes and compiled by CnnGen.")
    {
        ListCommand.Build(),
        SummaryCommand.Build(),
        DiagramCommand.Build(),
        CheckCommand.Build(),
        ClassifyCommand.Build(),
        BenchCommand.Build(),
    };

    private static int Fail(string message)
    {
        Console.Error.WriteLine($"error: {message}");
        return ExitCodes.BadInput;
    }
}
