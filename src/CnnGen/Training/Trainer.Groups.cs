using System.Globalization;
using CnnGen.Threading;

namespace CnnGen;

// Batches in groups, and groups in several processes.
public sealed partial class Trainer<TNetwork>
{
    private BatchDivision? _division;

    /// <summary>
    /// Groups of images that following each other make a batch; 1 at first. Each goes through the network by itself, so that a batch norm normalises by the
    /// statistics of its group; gradients and running statistics are means over the batch, added in the order of the groups. Several <see cref="Processes"/>
    /// share the groups, so their number is part of a training as the batch size is, and comes back with a checkpoint.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int BatchGroups
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
            _division = Divided();
        }
    } = 1;

    /// <summary>
    /// The processes that train this network together, each with a trainer of its own that is set and called alike; null where this one is alone. The weights
    /// are bit for bit those of one process with as many <see cref="BatchGroups"/>. Only process 0 reports progress and writes checkpoints; callbacks are
    /// called in all.
    /// </summary>
    public IProcessGroup? Processes
    {
        get;
        set
        {
            field = value;
            _division = Divided();
        }
    }

    private bool IsMainProcess => Processes is null or { Rank: 0 };

    private GroupDivision? Divided() => BatchGroups > 1 || Processes is not null ? new GroupDivision(this) : null;

    /// <summary>
    /// How a batch is divided. Trainers of whole batches in one process have none; it is made where groups or processes are set, so that a native program that
    /// sets neither does not contain it.
    /// </summary>
    private abstract class BatchDivision
    {
        /// <summary>
        /// Whether training goes on, in all processes: one that was told to stop, or is cancelled, ends it for all of them after the same step.
        /// </summary>
        public abstract bool GoesOn(TrainingContext context, CancellationToken cancellation);

        /// <summary>Refuses what would go wrong only after a while, or in silence, where processes are not set alike.</summary>
        public abstract void Check(int images, int batchSize);

        /// <summary>Computes the gradient of a batch, which the gradient step then holds.</summary>
        public abstract BatchResult Gradient(BatchLoader loader, EpochPlan plan, int position, int count, int batch, long augmentationSeed);
    }

    private sealed class GroupDivision(Trainer<TNetwork> trainer) : BatchDivision
    {
        private GroupedBatch? _grouped;

        public override bool GoesOn(TrainingContext context, CancellationToken cancellation)
        {
            if (trainer.Processes is null)
            {
                cancellation.ThrowIfCancellationRequested();
                return context.StopReason is null;
            }

            double[] own = [cancellation.IsCancellationRequested ? 1 : 0, context.StopReason is null ? 0 : 1];
            double[] all = new double[own.Length * trainer.Processes.Size];
            trainer.Processes.Gather(own, all);
            for (int rank = 0; rank < trainer.Processes.Size; rank++)
            {
                if (all[rank * own.Length] != 0)
                {
                    throw new OperationCanceledException($"Process {rank} was told to stop.", cancellation);
                }

                if (all[(rank * own.Length) + 1] != 0)
                {
                    context.Stop($"process {rank} stopped");
                }
            }

            return context.StopReason is null;
        }

        public override void Check(int images, int batchSize)
        {
            if (trainer.BatchGroups > batchSize)
            {
                throw new ArgumentException(
                    $"{TNetwork.Info.Name}: a batch of {batchSize} images cannot be divided into {trainer.BatchGroups} groups.",
                    nameof(batchSize));
            }

            int last = images % batchSize;
            int smallest = (last == 0 || trainer.DropLast ? batchSize : last) / trainer.BatchGroups;
            if (trainer.BatchGroups > 1 && smallest <= 1 && NormOfOnePixel() is { } norm)
            {
                throw new ArgumentException(
                    $"{TNetwork.Info.Name}: {images} images in batches of {batchSize} and {trainer.BatchGroups} groups leave groups of "
                    + $"{Math.Max(smallest, 1)}, and {norm} normalises over the group: "
                    + "one image gives it a single value a channel, which has no variance; use fewer groups, larger batches or DropLast.",
                    nameof(batchSize));
            }

            if (trainer.Processes is not { } processes)
            {
                return;
            }

            if (processes.Size > trainer.BatchGroups)
            {
                throw new ArgumentException(
                    $"{TNetwork.Info.Name}: {processes.Size} processes cannot share {trainer.BatchGroups} groups a batch; set {nameof(BatchGroups)} to at "
                    + $"least {processes.Size}.");
            }

            ContentHash weights = new();
            weights.Add(trainer.Network.Weights.Values);
            string[] names = [
                "seed",
                "epochs done",
                "steps done",
                "images",
                "a batch size of",
                "accumulated batches",
                "batch groups",
                "a checksum of weights",
                "a checksum of weights"
            ];
            double[] own = [
                trainer.Seed,
                trainer.Epoch,
                trainer.Step,
                images,
                batchSize,
                trainer.AccumulateBatches,
                trainer.BatchGroups,
                (uint)weights.Value,
                (uint)(weights.Value >> 32)
            ];
            double[] all = new double[own.Length * processes.Size];
            processes.Gather(own, all);
            RequireEqual(all, own.Length, names);
        }

        public override BatchResult Gradient(BatchLoader loader, EpochPlan plan, int position, int count, int batch, long augmentationSeed)
        {
            if (_grouped is null || _grouped.Groups != trainer.BatchGroups || _grouped.Processes != trainer.Processes)
            {
                _grouped?.Dispose();
                _grouped = new GroupedBatch(trainer.Network.Weights, trainer._gradientStep, trainer.BatchGroups, trainer.Processes);
            }

            GroupedBatch grouped = _grouped;
            int first = Partition.Start(grouped.First, trainer.BatchGroups, count);
            int own = Partition.Start(grouped.End, trainer.BatchGroups, count) - first;
            grouped.Begin();
            if (own > 0)
            {
                BatchRequest? following = loader.ReadsAhead
                    ? trainer.Following(plan, position + count, augmentationSeed, grouped.First, grouped.End, trainer.BatchGroups)
                    : null;
                loader.Load(plan.Order, position + first, own, trainer._threads, trainer.Augmentation, augmentationSeed, following);
            }

            for (int group = grouped.First; group < grouped.End; group++)
            {
                int begin = Partition.Start(group, trainer.BatchGroups, count);
                int images = Partition.Start(group + 1, trainer.BatchGroups, count) - begin;
                if (images > 0)
                {
                    BatchResult result = trainer.Network.Gradient(
                        loader.ImagesOf(begin - first, images),
                        trainer.Weighted(loader.TargetsOf(begin - first, images)),
                        trainer._gradientStep.Gradient,
                        TrainingRandom.Noise(trainer._state.Seed, trainer.Optimizer.Steps, (batch * trainer.BatchGroups) + group));
                    grouped.Add(group, images, result, trainer._threads);
                }
            }

            return grouped.Complete(count, trainer._threads);
        }

        private static void RequireEqual(ReadOnlySpan<double> all, int count, string[] names)
        {
            for (int i = count; i < all.Length; i++)
            {
                if (!all[i].Equals(all[i % count]))
                {
                    throw new ArgumentException(
                        $"{TNetwork.Info.Name}: process {i / count} would train with {names[i % count]} {Text(all[i])}, process 0 with "
                        + $"{Text(all[i % count])}; all processes train alike.");
                }
            }

            static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
        }
    }
}
