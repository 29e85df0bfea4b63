using System.Text.Json;
using CnnGen.Samples;
using Mnist.CommandLine;

namespace Mnist.Training;

/// <summary>What a run was begun with, kept beside its checkpoint so that <c>--resume</c> alone goes on with the same run.</summary>
/// <param name="Data">Folder of the data set; null is MNIST beside the program.</param>
/// <param name="Epochs">Epochs in all.</param>
/// <param name="Batch">Images a step.</param>
/// <param name="Seed">Seed of weights, order and augmentation.</param>
internal sealed record RunSettings(string? Data, int Epochs, int Batch, int Seed)
{
    public const int DefaultEpochs = 12;
    public const int DefaultBatch = 64;
    public const int DefaultSeed = 1;

    private const string FileName = "settings.json";

    private static readonly JsonSerializerOptions s_format = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>The settings of a new run.</summary>
    public static RunSettings Begin(RunOptions options) => new(
        options.Data is null ? null : Path.GetFullPath(options.Data),
        options.Epochs ?? DefaultEpochs,
        options.Batch ?? DefaultBatch,
        options.Seed ?? DefaultSeed);

    /// <summary>The settings of the run in the output folder. It may go on for more epochs and read its data elsewhere, all else is what it is.</summary>
    /// <exception cref="UserErrorException">There is no such run, or the command line contradicts it.</exception>
    public static RunSettings Continue(RunOptions options)
    {
        string path = Path.Combine(options.Out, FileName);
        RunSettings begun = Read(path);
        RefuseOther("--batch", options.Batch, begun.Batch);
        RefuseOther("--seed", options.Seed, begun.Seed);
        return begun with
        {
            Data = options.Data is null ? begun.Data : Path.GetFullPath(options.Data),
            Epochs = options.Epochs ?? begun.Epochs,
        };
    }

    public void Save(string folder) => File.WriteAllText(Path.Combine(folder, FileName), JsonSerializer.Serialize(this, s_format));

    private static RunSettings Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new UserErrorException($"{path}: not found; there is no run here to resume.");
        }

        try
        {
            RunSettings? settings = JsonSerializer.Deserialize<RunSettings>(File.ReadAllText(path), s_format);
            return settings is { Epochs: > 0, Batch: > 0 } ? settings : throw new UserErrorException($"{path}: has no epochs or no batch size.");
        }
        catch (JsonException damage)
        {
            throw new UserErrorException($"{path}: {damage.Message}");
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
