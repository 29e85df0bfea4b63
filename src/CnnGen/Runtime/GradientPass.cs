using System.Numerics;
using System.Runtime.CompilerServices;
using CnnGen.Packing;
using CnnGen.Threading;

namespace CnnGen.Runtime;

/// <summary>
/// Forward and backward over one batch. The batch is cut into micro-batches and these into shards by sizes alone; each shard is summed by itself, shards
/// are added
/// in their order: the threads decide who computes, never what. Where a layer needs something of the whole batch, all threads wait for each other.
/// </summary>
internal sealed unsafe class GradientPass(NetworkInfo info, TrainingProgram program, NetworkWeights weights, PackedWeights packed) : IDisposable
{
    private const int Alignment = 64;

    // Threads add ranges that do not share a cache line; fewer elements than this a thread are not worth a wake-up.
    private const int ElementsPerBlock = 16;
    private const int ElementsPerThread = 4096;

    // The running sum stays in the first-level cache while the shards pass by.
    private const int ElementsPerChunk = 2048;

    private static readonly Action<object, int> s_computePart = static (pass, part) => ((GradientPass)pass).ComputePart(part);
    private static readonly Action<object, int> s_addPart = static (pass, part) => ((GradientPass)pass).AddPart(part);

    private readonly Arenas _arenas = new(program.ArenaLength);
    private readonly Arenas _shardGradients = new(weights.TrainableLength);
    private readonly NativeBuffer _wholeBatch = new(program.WholeBatchLength);
    private NativeBuffer _contributions = new(0);
    private BatchTotals[] _totals = [];
    private BatchTotals _totalsAtFirst;
    private MicroBatch _batch;
    private int _phase;
    private int _microBatches;
    private int _shards;
    private int _parts;
    private bool _direct;

    public BatchResult Run(ReadOnlySpan<float> input, Targets targets, Span<float> gradient, long noiseSeed, int threads)
    {
        int images = ArgumentCheck.Images(info, input.Length);
        ArgumentCheck.Targets(info, program.TargetKind, images, targets);
        ArgumentCheck.Gradient(info, weights.TrainableLength, gradient.Length);
        ArgumentCheck.SeveralImages(info, program.NormOfOnePixel, images);

        fixed (float* x = input, values = targets.Values, sum = gradient, classWeights = targets.ClassWeights)
        fixed (int* labels = targets.Labels)
        {
            _batch = new MicroBatch
            {
                Weights = weights.Pointer,
                Packed = packed.Current(threads),
                Input = x,
                Labels = labels,
                Values = values,
                Count = images,
                Scale = 1f / images,
                NoiseSeed = noiseSeed,
                Gradient = sum,
            };
            _totalsAtFirst = new BatchTotals
            {
                ClassWeights = classWeights,
                WeightScale = targets.ClassWeights.Length == 0 ? 0 : WeightScale(targets),
                LabelSmoothing = targets.LabelSmoothing,
            };
            Compute(threads);
            Add(threads);
        }

        GC.KeepAlive(this); // pointers do not hold the buffers
        return Total();
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        _arenas.Dispose();
        _shardGradients.Dispose();
        _wholeBatch.Dispose();
        _contributions.Dispose();
    }

    private static float WeightScale(Targets targets)
    {
        double counted = 0;
        foreach (int label in targets.Labels)
        {
            counted += targets.ClassWeights[label];
        }

        return (float)(targets.Labels.Length / counted);
    }

    private void Compute(int threads)
    {
        _microBatches = (_batch.Count + program.MicroBatch - 1) / program.MicroBatch;
        _shards = Math.Min(program.Shards, _microBatches);
        _direct = (nuint)_batch.Gradient % Alignment == 0; // kernels write aligned gradients only
        _parts = Math.Min(threads, _shards);
        Reserve();
        for (_phase = 0; _phase < program.Phases.Count; _phase++)
        {
            WorkerPool.Fork(_parts, s_computePart, this);
            Reduce();
        }

        if (program.WholeBatchLength > 0)
        {
            weights.MarkChanged(); // the running averages have moved
        }
    }

    private void Reserve()
    {
        _arenas.Reserve(OneArenaEach ? _microBatches : _parts);
        _shardGradients.Reserve(_direct ? _shards - 1 : _shards);
        if (_totals.Length < _shards)
        {
            _totals = new BatchTotals[_shards];
        }

        Array.Fill(_totals, _totalsAtFirst);
        int contributions = checked(_batch.Count * program.ContributionsLength);
        if (_contributions.Length < contributions)
        {
            _contributions.Dispose();
            _contributions = new NativeBuffer(contributions);
        }

        _batch.Contributions = _contributions.Pointer;
        _batch.WholeBatch = _wholeBatch.Pointer;
    }

    /// <summary>With several phases a micro-batch finds in its memory what it left there.</summary>
    private bool OneArenaEach => program.Phases.Count > 1;

    private void Reduce()
    {
        if (program.Phases[_phase].Reduce != null)
        {
            WholeBatch whole = new()
            {
                Images = _batch.Count,
                Contributions = _batch.Contributions,
                ContributionsLength = program.ContributionsLength,
                Values = _batch.WholeBatch,
                Weights = _batch.Weights,
                Gradient = ShardGradient(0), // the shards are added up in the end
            };
            program.Phases[_phase].Reduce(in whole);
        }
    }

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
        BatchTotals totals = _totals[shard];
        MicroBatch micro = _batch;
        micro.Totals = &totals;
        micro.Gradient = ShardGradient(shard);
        if (_phase == 0)
        {
            new Span<float>(micro.Gradient, weights.TrainableLength).Clear();
        }

        int end = Partition.Start(shard + 1, _shards, _microBatches);
        for (int index = Partition.Start(shard, _shards, _microBatches); index < end; index++)
        {
            int first = index * program.MicroBatch;
            micro.Arena = _arenas[OneArenaEach ? index : part];
            micro.FirstImage = first;
            micro.Count = Math.Min(program.MicroBatch, _batch.Count - first);
            micro.Input = _batch.Input + ((nint)first * info.InputLength);
            micro.Labels = _batch.Labels == null ? null : _batch.Labels + first;
            micro.Values = _batch.Values == null ? null : _batch.Values + ((nint)first * info.OutputLength);
            micro.Contributions = _batch.Contributions + ((nint)first * program.ContributionsLength);
            program.Phases[_phase].Run(in micro);
        }

        _totals[shard] = totals;
    }

    /// <summary>Where a shard is summed: the first one in the caller's gradient, if that is aligned.</summary>
    private float* ShardGradient(int shard) => !_direct ? _shardGradients[shard] : shard == 0 ? _batch.Gradient : _shardGradients[shard - 1];

    private void Add(int threads)
    {
        if (_shards > 1 || !_direct)
        {
            _parts = Math.Clamp(weights.TrainableLength / ElementsPerThread, 1, threads);
            WorkerPool.Fork(_parts, s_addPart, this);
        }
    }

    private void AddPart(int part)
    {
        int blocks = weights.TrainableLength / ElementsPerBlock; // the length of weights is a multiple
        int start = Partition.Start(part, _parts, blocks) * ElementsPerBlock;
        int end = Partition.Start(part + 1, _parts, blocks) * ElementsPerBlock;
        for (int chunk = start; chunk < end; chunk += ElementsPerChunk)
        {
            int length = Math.Min(ElementsPerChunk, end - chunk);
            float* sum = _batch.Gradient + chunk;
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

    private BatchResult Total()
    {
        double loss = 0;
        int correct = 0;
        for (int shard = 0; shard < _shards; shard++)
        {
            loss += _totals[shard].Loss;
            correct += _totals[shard].Correct;
        }

        return new BatchResult(loss, correct);
    }
}
