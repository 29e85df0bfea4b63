using System.CommandLine;
using Cifar;
using CnnGen;
using CnnGen.Mpi;
using CnnGen.Samples;

Option<string?> data = new("--data") { Description = "Folder with CIFAR-10's binary files (data_batch_1.bin … test_batch.bin); painted shapes without it." };
Option<int> images = new("--images") { Description = "Painted shapes to train with.", DefaultValueFactory = _ => 2_000 };
Option<int> epochs = new("--epochs") { Description = "Epochs in all.", DefaultValueFactory = _ => 3 };
Option<int> batch = new("--batch") { Description = "Images a step.", DefaultValueFactory = _ => 128 };
Option<int> groups =
    new("--groups") { Description = "Groups a batch, which processes share; the weights depend on it, not on the processes.", DefaultValueFactory = _ => 12 };
Option<int> threads = new("--threads") { Description = "Threads of each process.", DefaultValueFactory = _ => Environment.ProcessorCount };
Option<string?> checkpoint = new("--checkpoint") { Description = "Written after each epoch; training goes on from it where it exists." };
Option<string?> weights = new("--out") { Description = "Receives the weights, as safetensors." };
Option<bool> anyOrder = new("--any-order") { Description = "Adds gradients of processes as MPI likes: less is sent, and the bits depend on the processes." };
RootCommand command =
    new("Trains ResNet-20 on CIFAR-10, in one process or, started by mpirun, in several.")
    {
        data, images, epochs, batch, groups, threads, checkpoint, weights, anyOrder,
    };
command.SetAction(parsed =>
{
    Settings settings = new(
        parsed.GetValue(data),
        parsed.GetValue(images),
        parsed.GetValue(epochs),
        parsed.GetValue(batch),
        parsed.GetValue(groups),
        parsed.GetValue(threads),
        parsed.GetValue(checkpoint),
        parsed.GetValue(weights),
        parsed.GetValue(anyOrder));
    using StopSignal stop = new();
    try
    {
        return Launch.IsByMpi
            ? MpiProcessGroup.Run(settings.AnyOrder ? SumOrder.Any : SumOrder.Groups, processes => TrainingRun.Run(settings, processes, stop.Token))
            : TrainingRun.Run(settings, null, stop.Token);
    }
    catch (OperationCanceledException)
    {
        Console.Error.WriteLine("Stopped.");
        return ExitCodes.Stopped;
    }
    catch (Exception failure) when (failure is IOException or DataFileException or CheckpointException or ArgumentException)
    {
        Console.Error.WriteLine(failure.Message);
        return ExitCodes.BadInput;
    }
});
return command.Parse(args).Invoke();
