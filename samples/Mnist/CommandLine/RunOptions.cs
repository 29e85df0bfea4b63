namespace Mnist.CommandLine;

/// <summary>What the command line asks for; null where it says nothing, so that a resumed run keeps what it was begun with.</summary>
/// <param name="Out">Folder of all that is written.</param>
/// <param name="Data">Folder of an IDX data set.</param>
/// <param name="Epochs">Epochs in all.</param>
/// <param name="Batch">Images a step.</param>
/// <param name="Seed">Seed of weights, order and augmentation.</param>
/// <param name="Threads">Threads; they do not change the result.</param>
/// <param name="Resume">Go on from the checkpoint in <paramref name="Out"/>.</param>
internal sealed record RunOptions(string Out, string? Data, int? Epochs, int? Batch, int? Seed, int Threads, bool Resume);
