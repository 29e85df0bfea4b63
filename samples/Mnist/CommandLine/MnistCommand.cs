using System.CommandLine;
using System.CommandLine.Parsing;
using CnnGen;
using CnnGen.Samples;
using Mnist.Display;
using Mnist.Training;

namespace Mnist.CommandLine;

/// <summary>The command line: <c>Mnist [options]</c> trains, <c>Mnist export-digits FOLDER</c> writes test digits as pictures.</summary>
internal static class MnistCommand
{
    private const int MostThreads = 256;

    private static readonly Option<DirectoryInfo> s_out = new("--out")
    {
        Description = "Folder of weights, charts, report and checkpoint.",
        DefaultValueFactory = _ => new DirectoryInfo(Path.Combine("artifacts", "mnist")),
    };

    private static readonly Option<DirectoryInfo?> s_data = new("--data")
    {
        Description = "Folder of another IDX data set of 28×28 images in 10 classes, such as Fashion-MNIST.",
    };

    private static readonly Option<int?> s_epochs = Number("--epochs", 1, 10_000, $"Epochs in all; {RunSettings.DefaultEpochs} unless given.");
    private static readonly Option<int?> s_batch = Number("--batch", 1, 60_000, $"Images a step; {RunSettings.DefaultBatch} unless given.");
    private static readonly Option<int?> s_seed = new("--seed") { Description = $"Seed of weights, order and shifts; {RunSettings.DefaultSeed} unless given." };
    private static readonly Option<int?> s_threads = Number("--threads", 1, MostThreads, "Threads; the result is the same. All processors unless given.");
    private static readonly Option<bool> s_resume = new("--resume") { Description = "Go on from the checkpoint in the output folder." };
    private static readonly Argument<DirectoryInfo> s_folder = new("folder") { Description = "Receives 0.png to 9.png." };

    public static int Run(string[] args)
    {
        ParseResult command = Build().Parse(args);
        if (command.Errors.Count > 0)
        {
            return Fail(command.Errors[0].Message);
        }

        try
        {
            return command.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception error) when (error is UserErrorException or IOException or UnauthorizedAccessException or NotFiniteNumberException)
        {
            return Fail(error.Message);
        }
    }

    private static RootCommand Build()
    {
        Command export = new("export-digits", "Writes the first test image of each digit as a picture.") { s_folder, s_data };
        export.SetAction(Export);
        RootCommand root = new("Trains LeNet-5 on handwritten digits.") { s_out, s_data, s_epochs, s_batch, s_seed, s_threads, s_resume, export };
        root.SetAction(Train);
        return root;
    }

    private static int Train(ParseResult command)
    {
        RunOptions options = new(
            command.GetValue(s_out)!.ToString(),
            command.GetValue(s_data)?.ToString(),
            command.GetValue(s_epochs),
            command.GetValue(s_batch),
            command.GetValue(s_seed),
            command.GetValue(s_threads) ?? Math.Min(Environment.ProcessorCount, MostThreads),
            command.GetValue(s_resume));
        using StopSignal stop = new();
        return new TrainingRun(options, TrainingDisplay.ForThisConsole()).Execute(stop.Token);
    }

    private static int Export(ParseResult command)
    {
        DigitExport.Write(DigitData.Load(command.GetValue(s_data)?.ToString()).Test, command.GetValue(s_folder)!.ToString());
        return ExitCodes.Success;
    }

    private static Option<int?> Number(string name, int least, int most, string description)
    {
        Option<int?> option = new(name) { Description = description };
        option.Validators.Add(result =>
        {
            // What is no number at all is reported by the parser.
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out int value) && (value < least || value > most))
            {
                result.AddError($"{name} is {value}; it can be {least} to {most}.");
            }
        });
        return option;
    }

    private static int Fail(string message)
    {
        Console.Error.WriteLine($"error: {message}");
        return ExitCodes.BadInput;
    }
}
