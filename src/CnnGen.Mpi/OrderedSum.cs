using System.Numerics;
using System.Runtime.InteropServices;
using CnnGen.Runtime;
using CnnGen.Threading;

namespace CnnGen.Mpi;

/// <summary>
/// Adds vectors of several processes in a fixed order. A vector is cut into buckets, a bucket into one slice for each process; a process receives the slice of
/// all vectors that is its own, adds it in their order, and sends the sum to all. While one bucket is added, the next is on its way.
/// </summary>
internal sealed unsafe class OrderedSum : IDisposable
{
    // Long enough that latency does not count, short enough that what is received stays in the second cache.
    private const int BucketLength = 1 << 17;

    private readonly MpiLibrary _mpi;
    private readonly int _rank;
    private readonly int _size;
    private readonly int[] _vectors;
    private readonly Bucket[] _buckets;

    /// <summary>Takes memory for two buckets.</summary>
    /// <param name="mpi">MPI.</param>
    /// <param name="rank">This process.</param>
    /// <param name="vectors">How many vectors each process has.</param>
    public OrderedSum(MpiLibrary mpi, int rank, int[] vectors)
    {
        (_mpi, _rank, _size, _vectors) = (mpi, rank, vectors.Length, vectors);
        int slice = (BucketLength / _size) + 1;
        _buckets = [NewBucket(slice), NewBucket(slice)];
    }

    /// <summary>How many vectors each process has.</summary>
    public ReadOnlySpan<int> Vectors => _vectors;

    /// <summary>Adds.</summary>
    /// <param name="own">The vectors of this process.</param>
    /// <param name="total">Receives the sum.</param>
    /// <param name="length">The length of a vector.</param>
    public void Run(float* own, float* total, int length)
    {
        int buckets = (length + BucketLength - 1) / BucketLength;
        Begin(_buckets[0], own, length, 0);
        for (int bucket = 0; bucket < buckets; bucket++)
        {
            Bucket current = _buckets[bucket % 2];
            if (bucket + 1 < buckets)
            {
                Begin(_buckets[(bucket + 1) % 2], own, length, bucket + 1);
            }

            _mpi.Wait(current.Exchange);
            Add(current);
            Gather(current, total);
        }

        Array.ForEach(_buckets, Complete);
    }

    public void Dispose() => Array.ForEach(_buckets, bucket => bucket.Dispose());

    private Bucket NewBucket(int slice)
    {
        int all = 0;
        Array.ForEach(_vectors, count => all += count);
        return new Bucket(_size, Math.Max(1, _vectors[_rank]) * (BucketLength + _size), Math.Max(1, all) * slice, slice);
    }

    private void Begin(Bucket bucket, float* own, int length, int index)
    {
        Complete(bucket);
        bucket.Start = index * BucketLength;
        bucket.Length = Math.Min(BucketLength, length - bucket.Start);
        int mine = Slice(bucket, _rank);
        int place = 0;
        int receivedPlace = 0;
        for (int process = 0; process < _size; process++)
        {
            int slice = Slice(bucket, process);
            (bucket.Counts[process], bucket.Places[process]) = (slice * _vectors[_rank], place);
            (bucket.ReceivedCounts[process], bucket.ReceivedPlaces[process]) = (mine * _vectors[process], receivedPlace);
            float* source = own + bucket.Start + Partition.Start(process, _size, bucket.Length);
            for (int vector = 0; vector < _vectors[_rank]; vector++)
            {
                new ReadOnlySpan<float>(source + ((long)vector * length), slice).CopyTo(bucket.Sent.Span.Slice(place + (vector * slice), slice));
            }

            place += bucket.Counts[process];
            receivedPlace += bucket.ReceivedCounts[process];
        }

        bucket.Exchange = _mpi.BeginExchange(
            bucket.Sent.Pointer,
            bucket.CountsPointer,
            bucket.PlacesPointer,
            bucket.Received.Pointer,
            bucket.ReceivedCountsPointer,
            bucket.ReceivedPlacesPointer);
    }

    private void Add(Bucket bucket)
    {
        int slice = Slice(bucket, _rank);
        Span<float> sum = bucket.Sum.Span[..slice];
        sum.Clear();
        int place = 0;
        foreach (int count in _vectors)
        {
            for (int vector = 0; vector < count; vector++, place += slice)
            {
                Add(bucket.Received.Span.Slice(place, slice), sum);
            }
        }
    }

    private void Gather(Bucket bucket, float* total)
    {
        for (int process = 0; process < _size; process++)
        {
            (bucket.Counts[process], bucket.Places[process]) = (Slice(bucket, process), Partition.Start(process, _size, bucket.Length));
        }

        bucket.Gathering = _mpi.BeginGather(bucket.Sum.Pointer, Slice(bucket, _rank), total + bucket.Start, bucket.CountsPointer, bucket.PlacesPointer);
        bucket.IsGathering = true;
    }

    // Its memory is used again, and the total is complete only then.
    private void Complete(Bucket bucket)
    {
        if (bucket.IsGathering)
        {
            _mpi.Wait(bucket.Gathering);
            bucket.IsGathering = false;
        }
    }

    private int Slice(Bucket bucket, int process) => Partition.Start(process + 1, _size, bucket.Length) - Partition.Start(process, _size, bucket.Length);

    /// <summary>sum ← sum + values.</summary>
    public static void Add(ReadOnlySpan<float> values, Span<float> sum)
    {
        int i = 0;
        for (; i <= sum.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            (new Vector<float>(sum[i..]) + new Vector<float>(values[i..])).CopyTo(sum[i..]);
        }

        for (; i < sum.Length; i++)
        {
            sum[i] += values[i];
        }
    }

    /// <summary>What one bucket needs while it is on its way. Memory that MPI reads or writes later must not move.</summary>
    private sealed class Bucket(int size, int sent, int received, int slice) : IDisposable
    {
        public AlignedBuffer Sent { get; } = new(sent);

        public AlignedBuffer Received { get; } = new(received);

        public AlignedBuffer Sum { get; } = new(slice);

        public int[] Counts { get; } = Pinned(size);

        public int[] Places { get; } = Pinned(size);

        public int[] ReceivedCounts { get; } = Pinned(size);

        public int[] ReceivedPlaces { get; } = Pinned(size);

        public int* CountsPointer => Pointer(Counts);

        public int* PlacesPointer => Pointer(Places);

        public int* ReceivedCountsPointer => Pointer(ReceivedCounts);

        public int* ReceivedPlacesPointer => Pointer(ReceivedPlaces);

        public int Start { get; set; }

        public int Length { get; set; }

        public nint Exchange { get; set; }

        public nint Gathering { get; set; }

        public bool IsGathering { get; set; }

        public void Dispose()
        {
            Sent.Dispose();
            Received.Dispose();
            Sum.Dispose();
        }

        private static int[] Pinned(int length) => GC.AllocateArray<int>(length, pinned: true);

        private static int* Pointer(int[] values) => (int*)Marshal.UnsafeAddrOfPinnedArrayElement(values, 0);
    }
}
