using System.Text.Json;
using CnnGen.Samples;
using Mnist.CommandLine;

namespace Mnist.Training;

/// <summary>What a run was begun with, kept in its checkpoint so that <c>--resume</c> alone goes on with the same run.</summary>
/// <param name="Data">Folder of the data set; null is MNIST beside the program.</param>
/// <param name="Epochs">Epochs in all.</param>
/// <param name="Batch">Images a step.</param>
/// <param name="Seed">Seed of weights, order and augmentation.</param>
internal sealed record RunSettings(string? Data, int Epochs, int Batch, int Seed)
{
    public const int DefaultEpochs = 12;
    public const int DefaultBatch = 64;
    public const int DefaultSeed = 1;

    private static readonly JsonSerializerOptions s_format = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>The settings of a new run.</summary>
    public static RunSettings Begin(RunOptions options) => new(
        options.Data is null ? null : Path.GetFullPath(options.Data),
        options.Epochs ?? DefaultEpochs,
        options.Batch ?? DefaultBatch,
        options.Seed ?? DefaultSeed);

    /// <summary>The settings of a run that goes on. It may go on for more epochs and read its data elsewhere, all else is what it is.</summary>
    /// <param name="options">The command line.</param>
    /// <param name="note">What <see cref="ToNote"/> put into the checkpoint.</param>
    /// <param name="checkpoint">Its file.</param>
    /// <exception cref="UserErrorException">The checkpoint is of no such run, or the command line contradicts it.</exception>
    public static RunSettings Continue(RunOptions options, string? note, string checkpoint)
    {
        RunSettings begun = Read(note, checkpoint);
        RefuseOther("--batch", options.Batch, begun.Batch);
        RefuseOther("--seed", options.Seed, begun.Seed);
        return begun with
        {
            Data = options.Data is null ? begun.Data : Path.GetFullPath(options.Data),
            Epochs = options.Epochs ?? begun.Epochs,
        };
    }

    /// <summary>The settings as the text that the checkpoint carries.</summary>
    public string ToNote() => JsonSerializer.Serialize(this, s_format);

    private static RunSettings Read(string? note, string checkpoint)
    {
        try
        {
            RunSettings? settings = note is null ? null : JsonSerializer.Deserialize<RunSettings>(note, s_format);
            return settings is { Epochs: > 0, Batch: > 0 }
                ? settings
                : throw new UserErrorException($"{checkpoint}: has no settings of a run of this program.");
        }
        catch (JsonException damage)
        {
            throw new UserErrorException($"{checkpoint}: its settings cannot be read: {damage.Message}");
        }
    }

    private static void RefuseOther(string option, int? asked, int begun)
    {
        if (asked is int value && value != begun)
        {
            throw new UserErrorException($"{option} is {value}, but the run was begun with {begun}. Leave it out, or begin anew without --resume.");
        }
    }
}
