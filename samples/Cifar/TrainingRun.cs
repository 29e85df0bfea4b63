using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using CnnGen;
using CnnGen.Mpi;
using Transfer;

namespace Cifar;

/// <summary>Trains ResNet-20 as the paper does, but for fewer epochs, in one process or several.</summary>
internal static class TrainingRun
{
    private const int Side = 32;
    private const int Classes = 10;

    public static int Run(Settings settings, IProcessGroup? processes, CancellationToken cancellation)
    {
        (Dataset train, Dataset test) = Data(settings);
        Sgd optimizer = new(0.1, momentum: 0.9, weightDecay: 1e-4);
        bool resumes = settings.Checkpoint is { } checkpoint && File.Exists(checkpoint);
        Trainer<ResNet20> trainer = resumes
            ? Trainer<ResNet20>.Resume(settings.Checkpoint!, optimizer)
            : new(ResNet20.Create(1, Initializer.KaimingNormal), optimizer, seed: 1);
        trainer.BatchGroups = settings.Groups;
        trainer.Processes = processes;
        trainer.Threads = settings.Threads;
        trainer.DropLast = true;
        trainer.Schedule = new CosineDecay(settings.Epochs);
        trainer.Augmentation = new Compose(new RandomShift(4), new RandomFlip());
        if (settings.Checkpoint is not null)
        {
            trainer.Callbacks.Add(new CheckpointFile(settings.Checkpoint));
        }

        if (trainer.Epoch < settings.Epochs)
        {
            trainer.Fit(train, settings.Epochs, settings.Batch, new ConsoleProgress(), test, cancellation);
        }

        if (processes is null or { Rank: 0 })
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"processes {processes?.Size ?? 1}, groups a batch {settings.Groups}"));
            if (processes is MpiProcessGroup mpi)
            {
                double seconds = trainer.History.Sum(epoch => epoch.Seconds);
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"exchange {mpi.ExchangeTime.TotalSeconds:0.00} s of {seconds:0.00} s of training"));
            }

            Console.WriteLine($"weights SHA-256 {Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(trainer.Network.Weights.Values)))}");
            if (settings.Out is not null)
            {
                trainer.Network.Save(settings.Out);
            }
        }

        return 0;
    }

    private static (Dataset Train, Dataset Test) Data(Settings settings)
    {
        if (settings.Data is not { } folder)
        {
            return (new PaintedShapes(settings.Images, seed: 1, Side), new PaintedShapes(Math.Max(Classes, settings.Images / 5), seed: 2, Side));
        }

        string[] files = [.. Enumerable.Range(1, 5).Select(part => Path.Combine(folder, $"data_batch_{part}.bin"))];
        return (CifarFile.Read10(files), CifarFile.Read10(Path.Combine(folder, "test_batch.bin")));
    }
}
