using CnnGen.Packing;
using CnnGen.Threading;

namespace CnnGen.Runtime;

/// <summary>
/// Stage by stage, all threads wait for each other after each, and take its tasks in pieces while they last. Forward and the gradients of values are divided
/// over the images; gradients of weights are divided over the weights, each summed by one thread over all images in their order. So nothing is summed twice or
/// copied, and which thread computes a number does not change it.
/// </summary>
internal sealed unsafe class StagedGradientPass(NetworkInfo info, TrainingProgram program, NetworkWeights weights, PackedWeights packed)
    : GradientPass(info, program, weights, packed)
{
    // The gradient is cleared in pieces that do not share a cache line; a thread for less is not worth a wake-up.
    private const int ElementsPerBlock = 16;
    private const int ElementsPerThread = 1 << 16;

    // As in inference; stages of training are longer, so that smaller pieces of them are not felt either.
    private const int PiecesPerThread = 8;

    private static readonly Action<object, int> s_clearPart = static (pass, part) => ((StagedGradientPass)pass).ClearPart(part);
    private static readonly Action<object, int> s_stagePart = static (pass, part) => ((StagedGradientPass)pass).StagePart(part);

    private readonly TaskShares _shares = new();
    private readonly Arenas _scratch = new(program.ScratchLength);
    private readonly NativeBuffer _wholeBatch = new(program.WholeBatchLength);
    private NativeBuffer _arena = new(0);
    private NativeBuffer _contributions = new(0);
    private BatchTotals[] _totals = [];
    private MicroBatch _whole;
    private TrainingStage? _stage;
    private int _parts;
    private int _pieces;
    private int _images;

    /// <inheritdoc/>
    public override void Dispose()
    {
        _scratch.Dispose();
        _wholeBatch.Dispose();
        _arena.Dispose();
        _contributions.Dispose();
        base.Dispose();
    }

    protected override void Compute(int threads)
    {
        int images = Batch.Count;
        Reserve(ref _arena, Program.ArenaLength + ((long)images * Program.ImageArenaLength));
        Reserve(ref _contributions, (long)images * Program.ContributionsLength);
        _scratch.Reserve(threads);
        if (_totals.Length < images * Losses)
        {
            _totals = new BatchTotals[images * Losses];
        }

        Begin(_totals.AsSpan(0, images * Losses));
        fixed (BatchTotals* totals = _totals)
        {
            _whole = Batch;
            _whole.Arena = _arena.Pointer;
            _whole.Contributions = _contributions.Pointer;
            _whole.WholeBatch = _wholeBatch.Pointer;
            _whole.Totals = totals;
            RunStages(threads);
        }

        if (Program.WholeBatchLength > 0)
        {
            Weights.MarkChanged(); // the running averages have moved
        }
    }

    protected override BatchResult Total() => Total(_totals.AsSpan(0, Batch.Count * Losses));

    private static void Reserve(ref NativeBuffer buffer, long length)
    {
        if (buffer.Length < length)
        {
            buffer.Dispose();
            buffer = new NativeBuffer(length);
        }
    }

    private void RunStages(int threads)
    {
        _parts = Math.Clamp(Weights.TrainableLength / ElementsPerThread, 1, threads);
        WorkerPool.Fork(_parts, s_clearPart, this);
        for (int i = 0; i < Program.Stages.Count;)
        {
            // A stage outside of rounds is a round of one, of all images.
            TrainingStage begin = Program.Stages[i];
            int stages = Math.Max(1, begin.StagesOfRound);
            int images = begin.ImagesOfRoundOn(threads, Batch.Count);
            for (int first = 0; first < Batch.Count; first += images)
            {
                _whole.FirstImage = first;
                _images = Math.Min(images, Batch.Count - first);
                _whole.EndOfRound = first + _images;
                for (int stage = i; stage < i + stages; stage++)
                {
                    _stage = Program.Stages[stage];
                    int tasks = Tasks(_stage);
                    _parts = Math.Min(threads, tasks);
                    _pieces = _parts == 1 ? 1 : Math.Min(_parts * PiecesPerThread, tasks);
                    _shares.Divide(_parts, _pieces);
                    WorkerPool.Fork(_parts, s_stagePart, this);
                }
            }

            i += stages;
        }
    }

    /// <summary>Into how many tasks a stage is divided: as many as it says, or the images of the round, or their parts.</summary>
    private int Tasks(TrainingStage stage) => stage.Tasks == 0 ? _images * Math.Max(1, stage.PartsOfImage) : stage.Tasks;

    private void ClearPart(int part)
    {
        int blocks = Weights.TrainableLength / ElementsPerBlock; // the length of weights is a multiple
        int start = Partition.Start(part, _parts, blocks) * ElementsPerBlock;
        int end = Partition.Start(part + 1, _parts, blocks) * ElementsPerBlock;
        new Span<float>(_whole.Gradient + start, end - start).Clear();
    }

    private void StagePart(int part)
    {
        MicroBatch mine = _whole;
        mine.Scratch = _scratch[part];
        int tasks = Tasks(_stage!);
        int first = _stage!.Tasks == 0 ? _whole.FirstImage * Math.Max(1, _stage.PartsOfImage) : 0;
        while (_shares.TryTake(part, out int piece))
        {
            _stage.Run(in mine, first + Partition.Start(piece, _pieces, tasks), first + Partition.Start(piece + 1, _pieces, tasks));
        }
    }
}
