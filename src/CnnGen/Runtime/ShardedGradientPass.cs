using System.Numerics;
using System.Runtime.CompilerServices;
using CnnGen.Packing;
using CnnGen.Threading;

namespace CnnGen.Runtime;

/// <summary>
/// For small networks. The batch is cut into micro-batches and these into shards by sizes alone; each shard is summed by itself, shards are added in their
/// order: the threads decide who computes, never what. Each thread needs memory for one micro-batch only, and waits for the others twice a batch.
/// </summary>
internal sealed unsafe class ShardedGradientPass(NetworkInfo info, TrainingProgram program, NetworkWeights weights, PackedWeights packed)
    : GradientPass(info, program, weights, packed)
{
    // Threads add ranges that do not share a cache line; fewer elements than this a thread are not worth a wake-up.
    private const int ElementsPerBlock = 16;
    private const int ElementsPerThread = 4096;

    // The running sum stays in the first-level cache while the shards pass by.
    private const int ElementsPerChunk = 2048;

    // A small gradient is in a cache, where vectors across two lines are felt; the first shard goes straight to the caller's where there are none.
    private const int Alignment = 64;

    private static readonly Action<object, int> s_computePart = static (pass, part) => ((ShardedGradientPass)pass).ComputePart(part);
    private static readonly Action<object, int> s_addPart = static (pass, part) => ((ShardedGradientPass)pass).AddPart(part);

    private readonly Arenas _arenas = new(program.ArenaLength + program.ScratchLength);
    private readonly Arenas _shardGradients = new(weights.TrainableLength);
    private BatchTotals[] _totals = [];
    private int _microBatches;
    private int _shards;
    private int _parts;
    private bool _direct;

    /// <inheritdoc/>
    public override void Dispose()
    {
        _arenas.Dispose();
        _shardGradients.Dispose();
        base.Dispose();
    }

    protected override void Compute(int threads)
    {
        _microBatches = (Batch.Count + Program.MicroBatch - 1) / Program.MicroBatch;
        _shards = Math.Min(Program.Shards, _microBatches);
        _direct = (nuint)Batch.Gradient % Alignment == 0;
        _parts = Math.Min(threads, _shards);
        _arenas.Reserve(_parts);
        _shardGradients.Reserve(_direct ? _shards - 1 : _shards);
        if (_totals.Length < _shards * Losses)
        {
            _totals = new BatchTotals[_shards * Losses];
        }

        Begin(_totals.AsSpan(0, _shards * Losses));
        WorkerPool.Fork(_parts, s_computePart, this);
        if (_shards > 1 || !_direct)
        {
            _parts = Math.Clamp(Weights.TrainableLength / ElementsPerThread, 1, threads);
            WorkerPool.Fork(_parts, s_addPart, this);
        }
    }

    protected override BatchResult Total() => Total(_totals.AsSpan(0, _shards * Losses));

    private void ComputePart(int part)
    {
        int end = Partition.Start(part + 1, _parts, _shards);
        for (int shard = Partition.Start(part, _parts, _shards); shard < end; shard++)
        {
            ComputeShard(shard, part);
        }
    }

    private void ComputeShard(int shard, int part)
    {
        // On the stack, so that threads do not write to one cache line.
        Span<BatchTotals> totals = stackalloc BatchTotals[Losses];
        _totals.AsSpan(shard * Losses, Losses).CopyTo(totals);
        MicroBatch micro = Batch;
        micro.Totals = (BatchTotals*)Unsafe.AsPointer(ref totals[0]);
        micro.Gradient = ShardGradient(shard);
        micro.Arena = _arenas[part];
        micro.Scratch = _arenas[part] + Program.ArenaLength;
        new Span<float>(micro.Gradient, Weights.TrainableLength).Clear();
        int end = Partition.Start(shard + 1, _shards, _microBatches);
        for (int index = Partition.Start(shard, _shards, _microBatches); index < end; index++)
        {
            int first = index * Program.MicroBatch;
            micro.FirstImage = first;
            micro.Count = Math.Min(Program.MicroBatch, Batch.Count - first);
            micro.Input = Batch.Input + ((nint)first * Info.InputLength);
            micro.Labels = Batch.Labels == null ? null : Batch.Labels + ((nint)first * Info.LabelLength);
            micro.Values = Batch.Values == null ? null : Batch.Values + ((nint)first * Info.TargetLength);
            Program.Stages[0].Run(in micro, 0, micro.Count);
        }

        totals.CopyTo(_totals.AsSpan(shard * Losses));
    }

    /// <summary>Where a shard is summed: the first one in the caller's gradient, if that is aligned.</summary>
    private float* ShardGradient(int shard) => !_direct ? _shardGradients[shard] : shard == 0 ? Batch.Gradient : _shardGradients[shard - 1];

    private void AddPart(int part)
    {
        int blocks = Weights.TrainableLength / ElementsPerBlock; // the length of weights is a multiple
        int start = Partition.Start(part, _parts, blocks) * ElementsPerBlock;
        int end = Partition.Start(part + 1, _parts, blocks) * ElementsPerBlock;
        for (int chunk = start; chunk < end; chunk += ElementsPerChunk)
        {
            int length = Math.Min(ElementsPerChunk, end - chunk);
            float* sum = Batch.Gradient + chunk;
            if (!_direct)
            {
                new ReadOnlySpan<float>(ShardGradient(0) + chunk, length).CopyTo(new Span<float>(sum, length));
            }

            for (int shard = 1; shard < _shards; shard++)
            {
                Add(sum, ShardGradient(shard) + chunk, length);
            }
        }
    }

    /// <summary>sum += addend for a length that is a multiple of <see cref="ElementsPerBlock"/>, as wide as any vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(float* sum, float* addend, int length)
    {
        for (nint i = 0; i < length; i += Vector<float>.Count)
        {
            *(Vector<float>*)(sum + i) += *(Vector<float>*)(addend + i);
        }
    }
}
