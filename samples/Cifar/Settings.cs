namespace Cifar;

/// <summary>What the command line asks for.</summary>
/// <param name="Data">A folder with CIFAR-10's binary files; null for painted shapes.</param>
/// <param name="Images">Painted shapes to train with.</param>
/// <param name="Epochs">Epochs in all.</param>
/// <param name="Batch">Images a step.</param>
/// <param name="Groups">Groups a batch; processes share them.</param>
/// <param name="Threads">Threads of each process.</param>
/// <param name="Checkpoint">Written after each epoch, and gone on from where it exists; null for none.</param>
/// <param name="Out">Receives the weights; null for none.</param>
/// <param name="AnyOrder">Gradients of processes are added as MPI likes.</param>
internal sealed record Settings(string? Data, int Images, int Epochs, int Batch, int Groups, int Threads, string? Checkpoint, string? Out, bool AnyOrder);
