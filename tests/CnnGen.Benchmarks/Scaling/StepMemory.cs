using System.Runtime.CompilerServices;
using CnnGen.Benchmarks.Networks;
using CnnGen.Packing;
using CnnGen.Runtime;

namespace CnnGen.Benchmarks.Scaling;

/// <summary>A batch of drawn images and all memory that the stages of a step of training work in, so that they can be called one by one.</summary>
internal sealed unsafe class StepMemory : IDisposable
{
    private readonly NativeBuffer[] _buffers;
    private readonly PackedWeights _packed;
    private readonly NetworkWeights _weights;
    private readonly int[] _labels;
    private readonly BatchTotals[] _totals;

    /// <summary>Reserves the memory, and takes the batch through all stages, so that none begins with what was never computed.</summary>
    /// <param name="network">The network.</param>
    /// <param name="images">Images of the batch.</param>
    public StepMemory(CompiledTraining network, int images)
    {
        (TrainingProgram program, NetworkInfo info) = (network.Code, network.Network.Program.Info);
        _weights = network.Network.Weights;
        _packed = new PackedWeights(_weights, program.PackingSteps, program.PackedLength);
        _labels = GC.AllocateArray<int>(images * info.LabelLength, pinned: true);
        _totals = GC.AllocateArray<BatchTotals>(images, pinned: true);
        _buffers =
        [
            new NativeBuffer(program.ArenaLength + ((long)images * program.ImageArenaLength)),
            new NativeBuffer((long)images * program.ContributionsLength),
            new NativeBuffer(program.WholeBatchLength),
            new NativeBuffer(program.ScratchLength),
            new NativeBuffer((long)images * info.InputLength),
            new NativeBuffer(_weights.TrainableLength),
        ];
        LabelledImages data = LabelledImages.Draw(info, images, info.OutputLength / info.LabelLength);
        data.Labels.CopyTo(_labels, 0);
        data.Images.CopyTo(new Span<float>(_buffers[4].Pointer, data.Images.Length));
        Array.Fill(_totals, new BatchTotals { IgnoreLabel = -1 });
        Batch = new MicroBatch
        {
            Weights = _weights.Pointer,
            Packed = _packed.Current(1),
            Arena = _buffers[0].Pointer,
            Contributions = _buffers[1].Pointer,
            WholeBatch = _buffers[2].Pointer,
            Scratch = _buffers[3].Pointer,
            Input = _buffers[4].Pointer,
            Gradient = _buffers[5].Pointer,
            Labels = (int*)Unsafe.AsPointer(ref _labels[0]),
            Totals = (BatchTotals*)Unsafe.AsPointer(ref _totals[0]),
            Count = images,
            Scale = 1f / images,
        };
        EachStage(program, threads: 1, (stage, batch, tasks) => program.Stages[stage].Run(in batch, tasks.Start, tasks.End));
    }

    /// <summary>What a stage does with a batch, for the tasks of one round.</summary>
    /// <param name="stage">Its number.</param>
    /// <param name="batch">The batch, with the first image of the round.</param>
    /// <param name="tasks">Tasks of the stage, or images of the round.</param>
    public delegate void StageAction(int stage, MicroBatch batch, (int Start, int End) tasks);

    /// <summary>The whole batch.</summary>
    public MicroBatch Batch { get; }

    /// <summary>Goes through all stages in the order of a step: those of a round again and again, until all images have been through.</summary>
    public void EachStage(TrainingProgram program, int threads, StageAction action)
    {
        for (int i = 0; i < program.Stages.Count;)
        {
            TrainingStage begin = program.Stages[i];
            int stages = Math.Max(1, begin.StagesOfRound);
            int images = begin.ImagesOfRoundOn(threads, Batch.Count);
            for (int first = 0; first < Batch.Count; first += images)
            {
                MicroBatch round = Batch;
                round.FirstImage = first;
                round.EndOfRound = Math.Min(first + images, Batch.Count);
                for (int at = i; at < i + stages; at++)
                {
                    int tasks = program.Stages[at].Tasks;
                    int parts = Math.Max(1, program.Stages[at].PartsOfImage);
                    action(at, round, tasks == 0 ? (first * parts, Math.Min(first + images, Batch.Count) * parts) : (0, tasks));
                }
            }

            i += stages;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Array.ForEach(_buffers, buffer => buffer.Dispose());
        _packed.Dispose();
        GC.KeepAlive(_weights);
    }
}
