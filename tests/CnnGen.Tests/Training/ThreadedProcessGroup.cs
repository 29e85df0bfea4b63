namespace CnnGen.Tests.Training;

/// <summary>Processes as far as a trainer knows them: threads of this one, which meet at a barrier.</summary>
internal sealed class ThreadedProcessGroup
{
    private readonly Barrier _barrier;
    private readonly float[][] _vectors;
    private readonly double[][] _numbers;

    private ThreadedProcessGroup(int size)
    {
        _barrier = new Barrier(size);
        _vectors = new float[size][];
        _numbers = new double[size][];
    }

    /// <summary>Runs something in each process and returns what they give, or throws what the first that fails has thrown.</summary>
    public static TResult[] Run<TResult>(int size, Func<IProcessGroup, TResult> action)
    {
        ThreadedProcessGroup group = new(size);
        TResult[] results = new TResult[size];
        Exception?[] failures = new Exception?[size];
        Thread[] threads = [.. Enumerable.Range(0, size).Select(rank => new Thread(() =>
        {
            try
            {
                results[rank] = action(new Member(group, rank));
            }
            catch (Exception failure)
            {
                failures[rank] = failure;
                group._barrier.RemoveParticipant();
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        return Array.Find(failures, failure => failure is not null) is not null
            ? throw new AggregateException(failures.OfType<Exception>())
            : results;
    }

    private sealed class Member(ThreadedProcessGroup group, int rank) : IProcessGroup
    {
        public int Rank => rank;

        public int Size => group._vectors.Length;

        public void Sum(ReadOnlySpan<float> own, Span<float> total)
        {
            group._vectors[rank] = own.ToArray();
            group._barrier.SignalAndWait();
            total.Clear();
            foreach (float[] vectors in group._vectors)
            {
                for (int i = 0; i < vectors.Length; i++)
                {
                    total[i % total.Length] += vectors[i];
                }
            }

            group._barrier.SignalAndWait();
        }

        public void Gather(ReadOnlySpan<double> own, Span<double> all)
        {
            group._numbers[rank] = own.ToArray();
            group._barrier.SignalAndWait();
            for (int i = 0; i < Size; i++)
            {
                group._numbers[i].CopyTo(all[(i * own.Length)..]);
            }

            group._barrier.SignalAndWait();
        }
    }
}
